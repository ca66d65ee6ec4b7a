/** Parzen log-likelihoods agree with SciPy in double precision: see fixtures/make.py. */

import { readFileSync } from 'node:fs';
import { normal, randomKey } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { formulaTensor } from '../testing/index.js';
import { parzenLogLikelihood, selectParzenBandwidth } from './index.js';

interface Case {
  readonly samples: readonly [number, number];
  readonly points: readonly [number, number];
  /** Which points are stored: one in so many. */
  readonly step: number;
  readonly results: readonly {
    readonly bandwidth: number;
    readonly mean: number;
    readonly standardError: number;
    readonly logLikelihoods: readonly number[];
  }[];
}

const fixture: Readonly<Record<string, Case>> = JSON.parse(
  readFileSync(new URL('./fixtures/parzen.json', import.meta.url), 'utf8'),
);
const cases = Object.entries(fixture);

/** Numbers in [0, 1), in double precision. */
const numbers = (shape: readonly number[], seed: number) =>
  Array.from(formulaTensor(shape, seed, 1).data, (value) => 0.5 + 0.5 * value);
const rows = (shape: readonly number[], data: readonly number[]): HostTensor => ({
  shape,
  dtype: 'float32',
  data: Float32Array.from(data),
});
function inputsOf({ samples, points }: Case) {
  const centres = numbers(samples, 1);
  const others = numbers(points, 2);
  const near = others.map((value, i) => 0.75 * centres[i]! + 0.25 * value);
  return { samples: rows(samples, centres), points: rows(points, near) };
}

/** Within 1e-5 of the size, or 1e-4 of a nat. */
const closeTo = (actual: number, expected: number) =>
  Math.abs(actual - expected) / Math.max(10, Math.abs(expected));

describe.each(cases)('%s', (_name, given) => {
  const { samples, points } = inputsOf(given);

  it.each(given.results)('are as likely as SciPy says at bandwidth $bandwidth', async (expected) => {
    const { bandwidth } = expected;
    const found = await parzenLogLikelihood(samples, points, { bandwidth });
    const stored = found.logLikelihoods.filter((_, i) => i % given.step === 0);
    expect(found.logLikelihoods).toHaveLength(given.points[0]);
    expect(stored).toHaveLength(expected.logLikelihoods.length);
    for (const [i, value] of expected.logLikelihoods.entries()) {
      expect(closeTo(stored[i]!, value)).toBeLessThan(1e-5);
    }
    expect(closeTo(found.mean, expected.mean)).toBeLessThan(1e-5);
    expect(found.standardError / expected.standardError).toBeCloseTo(1, 4);
  });

  it('have the best of the bandwidths selected', async () => {
    const bandwidths = given.results.map(({ bandwidth }) => bandwidth);
    const { bandwidth, scores } = await selectParzenBandwidth(samples, points, { bandwidths });
    const best = given.results.reduce((best, next) => (next.mean > best.mean ? next : best));
    expect(bandwidth).toBe(best.bandwidth);
    expect(scores.map((score) => score.bandwidth)).toEqual(bandwidths);
    for (const [i, { mean }] of scores.entries()) {
      expect(closeTo(mean, given.results[i]!.mean)).toBeLessThan(1e-5);
    }
  });
});

describe('parzenLogLikelihood', () => {
  it('takes tensors of any rank', async () => {
    const [samples, points] = [normal(randomKey(1), [6, 3, 2, 1]), normal(randomKey(2), [5, 3, 2, 1])];
    const flat = await parzenLogLikelihood(tf.reshape(samples, [6, 6]), tf.reshape(points, [5, 6]), {
      bandwidth: 0.5,
    });
    expect(await parzenLogLikelihood(samples, points, { bandwidth: 0.5 })).toEqual(flat);
  });

  it('neither overflows nor underflows far from all samples', async () => {
    const { mean } = await parzenLogLikelihood(tf.zeros([2, 1]), tf.fill([1, 1], 1000), { bandwidth: 0.1 });
    expect(mean / (-0.5 * 1e8)).toBeCloseTo(1, 6);
  });

  it('is highest for the distribution that the samples come from', async () => {
    const samples = normal(randomKey(1), [2000, 2]);
    const score = async (points: tf.Tensor) =>
      (await parzenLogLikelihood(samples, points, { bandwidth: 0.3 })).mean;
    const own = await score(normal(randomKey(2), [500, 2]));
    // The entropy of the standard normal in the plane is 1 + log(2π).
    expect(own).toBeGreaterThan(-1 - Math.log(2 * Math.PI) - 0.15);
    expect(await score(normal(randomKey(3), [500, 2], { mean: 1 }))).toBeLessThan(own - 0.5);
  });

  const two = tf.zeros([2, 3]);
  it.each<[string, tf.Tensor, tf.Tensor, number]>([
    ['shape-mismatch', two, tf.zeros([2, 4]), 1],
    ['shape-mismatch', tf.zeros([0, 3]), two, 1],
    ['shape-mismatch', two, tf.zeros([3]), 1],
    ['dtype-mismatch', two, tf.zeros([2, 3], 'int32'), 1],
    ['invalid-argument', two, two, 0],
    ['invalid-argument', two, two, Number.NaN],
    ['invalid-argument', two, two, Number.POSITIVE_INFINITY],
  ])('refuses with %s', async (code, samples, points, bandwidth) => {
    await expect(parzenLogLikelihood(samples, points, { bandwidth })).rejects.toMatchObject({ code });
  });
});

describe('selectParzenBandwidth', () => {
  it('tries ten bandwidths from 0.1 to 1 by default', async () => {
    const samples = normal(randomKey(1), [300, 2]);
    const { bandwidth, scores } = await selectParzenBandwidth(samples, normal(randomKey(2), [200, 2]));
    expect([scores.length, scores[0]!.bandwidth, scores[9]!.bandwidth]).toEqual([10, 0.1, 1]);
    expect(bandwidth).toBeGreaterThan(0.15);
    expect(bandwidth).toBeLessThan(0.7);
  });

  it('refuses an empty grid', async () => {
    const samples = tf.zeros([2, 3]);
    await expect(selectParzenBandwidth(samples, samples, { bandwidths: [] })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });
});
