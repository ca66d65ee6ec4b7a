/** Orthonormal to the last digits, equal to the product of its reflections, and distributed as Haar's measure is. */

import { describe, expect, it } from 'vitest';
import { normalValues, randomKey } from '../random/index.js';
import { haarOrthonormalRows } from './index.js';

const sizes: readonly (readonly [number, number])[] = [
  [1, 1],
  [1, 5],
  [2, 2],
  [3, 7],
  [6, 6],
  [33, 64],
  [61, 61],
];

const normalsOf = (count: number, length: number, seed = 1) =>
  normalValues(randomKey(seed), [count, length]).data;

/** The largest element of `rows rowsᵀ - 1`. */
function departure(rows: Float64Array, count: number, length: number): number {
  let largest = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      let product = i === j ? -1 : 0;
      for (let k = 0; k < length; k++) product += rows[i * length + k]! * rows[j * length + k]!;
      largest = Math.max(largest, Math.abs(product));
    }
  }
  return largest;
}

/** The same from the definition: unit vectors, times every reflection as a whole matrix, times the signs. */
function byDefinition(normals: ArrayLike<number>, count: number, length: number): number[][] {
  const rows = Array.from({ length: count }, (_, i) => Array.from({ length }, (_, j) => Number(i === j)));
  const signs: number[] = [];
  const reflections = rows.map((_, k) => {
    const v = Array.from({ length }, (_, i) => (i < k ? 0 : normals[k * length + i]!));
    const sign = Math.sign(v[k]!);
    signs.push(-sign);
    v[k]! += sign * Math.hypot(...v);
    const squares = v.reduce((sum, each) => sum + each * each, 0);
    return v.map((left, i) => v.map((right, j) => Number(i === j) - (2 * left * right) / squares));
  });
  return rows.map((row, i) =>
    reflections
      .reduceRight((x, matrix) => matrix.map((each) => each.reduce((sum, m, j) => sum + m * x[j]!, 0)), row)
      .map((value) => value * signs[i]!),
  );
}

describe('haarOrthonormalRows', () => {
  it.each(sizes)('makes %d rows of %d numbers orthonormal in double precision', (count, length) => {
    const rows = haarOrthonormalRows(normalsOf(count, length), count, length);
    expect(rows).toHaveLength(count * length);
    expect(departure(rows, count, length)).toBeLessThan(1e-14);
  });

  it.each(sizes)('is the product of the reflections, for %d rows of %d', (count, length) => {
    const normals = normalsOf(count, length);
    const expected = byDefinition(normals, count, length).flat();
    const rows = haarOrthonormalRows(normals, count, length);
    const errors = expected.map((value, i) => Math.abs(value - rows[i]!));
    expect(Math.max(...errors)).toBeLessThan(1e-13);
  });

  it('starts with the direction of the first row of numbers', () => {
    const normals = normalsOf(3, 7);
    const norm = Math.hypot(...normals.subarray(0, 7));
    const first = [...haarOrthonormalRows(normals, 3, 7).subarray(0, 7)];
    first.forEach((value, i) => {
      expect(value).toBeCloseTo(normals[i]! / norm, 14);
    });
  });

  it('has the moments of the Haar measure, so that traces are not drawn to one side', () => {
    const [size, trials] = [3, 20_000];
    const normals = normalsOf(trials * size, size, 2);
    const matrices = Array.from({ length: trials }, (_, i) =>
      haarOrthonormalRows(normals.subarray(i * size * size, (i + 1) * size * size), size, size),
    );
    const mean = (f: (q: Float64Array) => number) => matrices.reduce((sum, q) => sum + f(q), 0) / trials;
    const trace = (q: Float64Array) => q[0]! + q[4]! + q[8]!;
    // Five standard errors each.
    expect(Math.abs(mean(trace))).toBeLessThan(5 / Math.sqrt(trials));
    expect(Math.abs(mean((q) => trace(q) ** 2) - 1)).toBeLessThan((5 * Math.SQRT2) / Math.sqrt(trials));
    for (let i = 0; i < size * size; i++) {
      expect(Math.abs(mean((q) => q[i]!))).toBeLessThan(5 / Math.sqrt(size * trials));
      expect(Math.abs(mean((q) => q[i]! ** 2) - 1 / size)).toBeLessThan(5 * Math.sqrt(0.09 / trials));
      // E q⁴ = 3 / (n (n + 2)).
      expect(Math.abs(mean((q) => q[i]! ** 4) - 1 / 5)).toBeLessThan(5 * Math.sqrt(0.072 / trials));
    }
    // Half of them turn, half of them also mirror.
    const determinant = ([a, b, c, d, e, f, g, h, i]: number[]) =>
      a! * (e! * i! - f! * h!) - b! * (d! * i! - f! * g!) + c! * (d! * h! - e! * g!);
    expect(Math.abs(mean((q) => determinant([...q])))).toBeLessThan(5 / Math.sqrt(trials));
  });
});
