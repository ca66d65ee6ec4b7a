/** Draws follow their distributions, and different keys' draws know nothing of each other. Seeds are fixed. */

import { describe, expect, it } from 'vitest';
import {
  bernoulliValues,
  foldIn,
  type Key,
  normalValues,
  permutationValues,
  randomKey,
  splitKey,
  uniformValues,
} from './index.js';

const seeds = [0, 1, 2, 12345];
const count = 200_000;

function mean(values: Float32Array | Uint8Array, f = (x: number) => x): number {
  let sum = 0;
  for (const value of values) sum += f(value);
  return sum / values.length;
}

/** Pearson's correlation of standardised sequences; times sqrt(n) it is standard normal if they are independent. */
function correlation(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum / a.length;
}

/** Kolmogorov's and Smirnov's sqrt(n) sup |F_n - F|: above 1.95 with probability 0.001. */
function kolmogorovSmirnov(values: Float32Array, distribution: (x: number) => number): number {
  const sorted = values.slice().sort();
  const n = sorted.length;
  const distances = sorted.map((x, i) => {
    const p = distribution(x);
    return Math.max(p - i / n, (i + 1) / n - p);
  });
  return Math.sqrt(n) * distances.reduce((a, b) => Math.max(a, b));
}

/** The normal distribution function by the trapezoidal rule, which shares nothing with the code under test. */
const normalDistribution = (() => {
  const [step, limit] = [1e-3, 7];
  const table = [0];
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  for (let i = 0; i < (2 * limit) / step; i++) {
    const x = -limit + i * step;
    table.push(table[i]! + (step * (density(x) + density(x + step))) / 2);
  }
  return (x: number) => {
    const place = (x + limit) / step;
    const i = Math.floor(place);
    return table[i]! + (place - i) * (table[i + 1]! - table[i]!);
  };
})();

/** (chi^2 - d) / sqrt(2 d) for equally likely categories: about standard normal. */
function chiSquareScore(counts: readonly number[]): number {
  const expected = counts.reduce((a, b) => a + b) / counts.length;
  const statistic = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  const degrees = counts.length - 1;
  return (statistic - degrees) / Math.sqrt(2 * degrees);
}

function histogram(values: Int32Array, categories: number): number[] {
  const counts = new Array<number>(categories).fill(0);
  for (const value of values) counts[value]!++;
  return counts;
}

describe.each(seeds)('with seed %i', (seed) => {
  const key = randomKey(seed);

  it('normal numbers have the first six moments of their distribution', () => {
    const { data } = normalValues(key, [count]);
    const moments = [0, 1, 0, 3, 0, 15];
    moments.forEach((moment, i) => {
      const power = i + 1;
      const doubleFactorials = [1, 3, 15, 105, 945, 10395];
      const deviation = Math.sqrt((doubleFactorials[i]! - moment ** 2) / count);
      expect(Math.abs(mean(data, (x) => x ** power) - moment)).toBeLessThan(4 * deviation);
    });
  });

  it('normal and uniform numbers pass the Kolmogorov-Smirnov test', () => {
    expect(kolmogorovSmirnov(normalValues(key, [count]).data, normalDistribution)).toBeLessThan(1.95);
    expect(kolmogorovSmirnov(uniformValues(key, [count]).data, (x) => x)).toBeLessThan(1.95);
  });

  it('normal numbers scale and shift', () => {
    const { data } = normalValues(key, [count], { mean: 3, standardDeviation: 0.5 });
    const standardised = data.map((x) => (x - 3) / 0.5);
    expect(kolmogorovSmirnov(standardised, normalDistribution)).toBeLessThan(1.95);
  });

  it('dice are fair, and coins as unfair as asked', () => {
    const dice = uniformValues(key, [count], { maximum: 6, dtype: 'int32' });
    expect(Math.abs(chiSquareScore(histogram(dice.data, 6)))).toBeLessThan(4);
    const probability = 0.01;
    const share = mean(bernoulliValues(key, [count], { probability }).data);
    expect(Math.abs(share - probability)).toBeLessThan(
      4 * Math.sqrt((probability * (1 - probability)) / count),
    );
  });

  it('neighbours in a draw are independent', () => {
    const { data } = normalValues(key, [count]);
    for (const lag of [1, 2, 3, 64]) {
      expect(Math.abs(correlation(data.subarray(lag), data)) * Math.sqrt(count)).toBeLessThan(4);
    }
  });

  it('keys that are related in any way draw independently', () => {
    const related: Key[] = [
      key,
      randomKey(seed + 1),
      ...splitKey(key, 3),
      ...splitKey(splitKey(key)[0]),
      foldIn(key, 0),
      foldIn(key, 1),
      foldIn(key, '0'),
      foldIn(key, 'a'),
      foldIn(key, 'b'),
    ];
    const draws = related.map((one) => normalValues(one, [20_000]).data);
    for (const [i, a] of draws.entries()) {
      for (const b of draws.slice(0, i)) {
        expect(Math.abs(correlation(a, b)) * Math.sqrt(a.length)).toBeLessThan(4);
      }
    }
  });

  it('a key draws independently from different distributions', () => {
    const normals = normalValues(key, [count]).data;
    const uniforms = uniformValues(key, [count]).data.map((x) => (x - 0.5) * Math.sqrt(12));
    expect(Math.abs(correlation(normals, uniforms)) * Math.sqrt(count)).toBeLessThan(4);
  });

  it('all 24 orders of four things are equally likely', () => {
    const orders = Int32Array.from({ length: 24_000 }, (_, i) => {
      const [a, b, c] = permutationValues(foldIn(key, i), 4).data as unknown as [number, number, number];
      return a * 6 + (b - (b > a ? 1 : 0)) * 2 + (c > 6 - a - b - c ? 1 : 0);
    });
    expect(Math.abs(chiSquareScore(histogram(orders, 24)))).toBeLessThan(4);
  });
});

it('a permutation of many numbers holds each once', () => {
  const { data } = permutationValues(randomKey(3), 100_000);
  expect(data.slice().sort()).toEqual(Int32Array.from({ length: 100_000 }, (_, i) => i));
});
