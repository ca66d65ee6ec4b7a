/** Measures on gradients agree with NumPy in double precision: see fixtures/make.py. */

import { randomKey, splitKey } from '@diopter/core-tensor/random';
import { sizeOf } from '@diopter/core-tensor/tree';
import { describe, expect, it } from 'vitest';
import { formulaTensor } from '../../testing/index.js';
import { fixture, relativeError } from '../testing/fixture.js';
import { autocorrelation, brownNoise, gradientCorrelation, gradientCovariance, whiteNoise } from './index.js';

/** Random walks by the formula. Its numbers and their sums are exact in single precision. */
function walk(shape: readonly number[], seed: number) {
  const { data } = formulaTensor(shape, seed, 1);
  const length = sizeOf(shape.slice(1));
  for (let i = length; i < data.length; i++) data[i]! += data[i - length]!;
  return { shape, dtype: 'float32', data } as const;
}

describe.each(Object.entries(fixture.measures))('of %s', (_, expected) => {
  const gradients = walk(expected.shape, expected.seed);
  const given = expected.shape.length === 1 ? gradients.data : gradients;

  it('autocorrelation is what NumPy says', () => {
    const found = autocorrelation(given, { lags: expected.lags });
    expect(relativeError(found, expected.autocorrelation)).toBeLessThan(1e-12);
    expect(found[0]).toBe(1);
  });

  it('covariance is what NumPy says, symmetric, with a diagonal of mean 1', () => {
    const found = gradientCovariance(given);
    expect(relativeError(found.slice(0, 3).flat(), expected.covariance.flat())).toBeLessThan(1e-12);
    expect(found.map((row, i) => row.map((_, j) => found[j]![i]!))).toEqual(found);
    expect(found.reduce((sum, row, i) => sum + row[i]!, 0) / found.length).toBeCloseTo(1, 12);
  });

  it('correlation of the ends is what NumPy says', () => {
    const length = sizeOf(expected.shape.slice(1));
    const [first, last] = [gradients.data.subarray(0, length), gradients.data.subarray(-length)];
    expect(gradientCorrelation(first, last)).toBeCloseTo(expected.correlation, 12);
  });
});

describe('autocorrelation', () => {
  it.each([
    ['equal numbers', [3, 3, 3, 3], 0],
    ['zeros', [0, 0, 0, 0], 0],
    ['what differs by rounding', [1, 1 + 1e-5, 1 - 1e-5, 1], 5e-4],
    [
      'what differs at one point of many',
      [...Array<number>(100).fill(1), 1.02, ...Array<number>(99).fill(1)],
      5e-4,
    ],
  ])('is not a number for %s', (_, gradients, flat) => {
    expect(Array.from(autocorrelation(gradients, { lags: 2, flat }))).toEqual([NaN, NaN, NaN]);
  });

  it.each([
    ['in the middle', 100],
    ['near the end', 190],
  ])('sees a single kink %s', (_, at) => {
    const step = Array.from({ length: 200 }, (_, i) => (i < at ? 1 : 1.05));
    expect(autocorrelation(step)[1]).toBeGreaterThan(0.85);
  });

  it('sees small variations where it is asked to', () => {
    expect(autocorrelation([1, 1 + 1e-5, 1 - 1e-5, 1], { lags: 1, flat: 0 })[0]).toBe(1);
  });

  it.each([
    [[1], {}, 'shape-mismatch'],
    [[1, 2, 3], { lags: 3 }, 'invalid-argument'],
    [[1, 2, 3], { lags: 0.5 }, 'invalid-argument'],
    [[1, Number.NaN, 3], { lags: 1 }, 'invalid-argument'],
    [[1, Number.POSITIVE_INFINITY], { lags: 1 }, 'invalid-argument'],
  ])('refuses %j with %j', (gradients, options, code) => {
    expect(() => autocorrelation(gradients, options)).toThrow(expect.objectContaining({ code }));
  });
});

describe('gradientCovariance', () => {
  it('is zero for a constant gradient', () => {
    expect(gradientCovariance([2, 2])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

describe('gradientCorrelation', () => {
  it('is not a number for a gradient of zeros, and refuses other lengths', () => {
    expect(gradientCorrelation([0, 0], [1, 2])).toBeNaN();
    expect(() => gradientCorrelation([1], [1, 2])).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
  });
});

describe('noise', () => {
  const mean = (noise: typeof whiteNoise) => {
    const curves = splitKey(randomKey(5), 400).map((key) => autocorrelation(noise(key, 256)));
    return curves[0]!.map((_, lag) => curves.reduce((sum, curve) => sum + curve[lag]!, 0) / curves.length);
  };

  it('is brown as the sums of white', () => {
    const white = whiteNoise(randomKey(1), 50);
    const brown = brownNoise(randomKey(1), 50);
    for (let i = 1; i < 50; i++) expect(brown[i]! - brown[i - 1]!).toBeCloseTo(white[i]!, 12);
  });

  it('has the autocorrelation of white noise', () => {
    for (const value of mean(whiteNoise).slice(1)) expect(Math.abs(value)).toBeLessThan(0.015);
  });

  it("has the autocorrelation of brown noise, by NumPy's 20,000 draws", () => {
    // One draw's deviation at lag 15 is 0.15, that of the mean of 400 a twentieth of it.
    expect(relativeError(mean(brownNoise), fixture.brown)).toBeLessThan(0.03);
  });
});
