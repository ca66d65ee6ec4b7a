/** Densities and distances agree with SciPy in double precision: see fixtures/make.py. */

import { readFileSync } from 'node:fs';
import { jit, record } from '@diopter/core-tensor/jit';
import { randomKey } from '@diopter/core-tensor/random';
import { checkGradient, evaluate } from '@diopter/core-tensor/reference';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  categorical,
  densityGrid,
  gaussianRing,
  isotropicGaussian,
  logDensity,
  logDensityValues,
  type MixturePrior,
  mahalanobis,
  type Prior,
  swissRoll,
} from './index.js';

interface Case extends Pick<MixturePrior, 'weights' | 'components'> {
  readonly points: number[][];
  readonly logDensities: readonly number[];
  readonly distances: readonly number[];
  readonly nearest: readonly number[];
}

const fixture: Readonly<Record<string, Case>> = JSON.parse(
  readFileSync(new URL('./fixtures/priors.json', import.meta.url), 'utf8'),
);
const cases = Object.entries(fixture);

/** One component as a Gaussian, several as a mixture. */
const priorOf = ({ weights, components }: Case): Prior =>
  components.length === 1
    ? { kind: 'gaussian', ...components[0]! }
    : { kind: 'mixture', weights, components };

/** The largest difference, absolute for small numbers and relative for large ones. */
const largestError = (actual: ArrayLike<number>, expected: readonly number[]) =>
  Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value) / Math.max(1, Math.abs(value))));

describe('like SciPy', () => {
  it.each(cases)('%s has its log densities, to 1e-12 in double precision', (_name, given) => {
    const values = logDensityValues(priorOf(given), given.points.flat());
    expect(values).toHaveLength(given.points.length);
    expect(largestError(values, given.logDensities)).toBeLessThan(1e-12);
  });

  it.each(cases)('%s has them eagerly and compiled', async (_name, given) => {
    const prior = priorOf(given);
    const points = tf.tensor2d(given.points);
    const compiled = jit((points: tf.Tensor) => ({
      logDensities: logDensity(prior, points),
      ...mahalanobis(prior, points),
    }));
    const found = await compiled(points);
    await compiled.release();
    const eager = [logDensity(prior, points), mahalanobis(prior, points).distance];
    for (const logDensities of [eager[0]!.dataSync(), found.logDensities.data]) {
      expect(largestError(logDensities, given.logDensities)).toBeLessThan(1e-5);
    }
    for (const distances of [eager[1]!.dataSync(), found.distance.data]) {
      expect(largestError(distances, given.distances)).toBeLessThan(1e-5);
    }
    expect([...found.component.data]).toEqual(given.nearest);
    expect([...mahalanobis(prior, points).component.dataSync()]).toEqual(given.nearest);
  });

  it.each([
    ['ring', 0.05],
    ['wide ring', 0.1],
  ] as const)('the %s is made of the same components', (name, across) => {
    const { weights, components } = gaussianRing({ across });
    const numbers = (given: Pick<Case, 'components'>) =>
      given.components.flatMap(({ mean, covariance }) => [...mean, ...covariance.flat()]);
    expect(weights).toEqual(fixture[name]!.weights);
    expect(largestError(numbers({ components }), numbers(fixture[name]!))).toBeLessThan(1e-15);
  });
});

describe('logDensity', () => {
  it('has the gradient of its differences', () => {
    const given = fixture['mixture in three dimensions']!;
    const loss = (points: tf.Tensor) => tf.mean(logDensity(priorOf(given), points));
    const points = tf.tensor2d(given.points);
    const inputs = [{ shape: points.shape, data: Float64Array.from(given.points.flat()) }];
    const gradients = evaluate(
      record((points: tf.Tensor) => tf.grad(loss)(points), [points]),
      inputs,
    );
    expect(checkGradient(record(loss, [points]), inputs, gradients, randomKey(1)).error).toBeLessThan(1e-7);
  });

  it.each([
    ['a swiss-roll prior has no density: its codes lie on a curve', swissRoll()],
    ['a categorical prior has no density: its codes are one-hot vectors', categorical(3)],
  ])('says that %s', (reason, prior) => {
    const points = tf.zeros([1, 2]);
    for (const ask of [
      () => logDensity(prior, points),
      () => logDensityValues(prior, [0, 0]),
      () => mahalanobis(prior, points),
      () => densityGrid(prior),
    ]) {
      expect(ask).toThrow(expect.objectContaining({ code: 'invalid-argument', what: reason }));
    }
  });

  it('refuses points of another number of dimensions', () => {
    const prior = isotropicGaussian({ dimensions: 3 });
    for (const ask of [
      () => logDensity(prior, tf.zeros([4, 2])),
      () => mahalanobis(prior, tf.zeros([3])),
      () => logDensityValues(prior, [1, 2, 3, 4]),
    ]) {
      expect(ask).toThrow(expect.objectContaining({ code: 'shape-mismatch' }));
    }
  });
});

describe('densityGrid', () => {
  it('integrates to 1 over a part of the plane that holds the prior', () => {
    const { x, y, density } = densityGrid(gaussianRing(), { size: 400, x: [-4, 4], y: [-4, 4] });
    const cell = (x[1]! - x[0]!) * (y[1]! - y[0]!);
    expect(cell * density.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 3);
  });

  it('goes row by row, over three deviations by default', () => {
    const prior: Prior = {
      kind: 'gaussian',
      mean: [1, 0],
      covariance: [
        [4, 0],
        [0, 1],
      ],
    };
    const { x, y, density } = densityGrid(prior, { size: 3 });
    expect([[...x], [...y]]).toEqual([
      [-5, 1, 7],
      [-3, 0, 3],
    ]);
    expect(density[1]! / density[4]!).toBeCloseTo(Math.exp(-4.5), 12);
    expect(density[3]).toBe(Math.exp(logDensityValues(prior, [-5, 0])[0]!));
  });

  it('refuses what cannot be drawn', () => {
    expect(() => densityGrid(isotropicGaussian({ dimensions: 3 }))).toThrow('3 dimensions');
    expect(() => densityGrid(isotropicGaussian(), { size: 1 })).toThrow('1 points a side');
  });
});
