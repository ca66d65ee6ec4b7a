/** Samples follow their priors, class by class, and are the same eagerly and compiled. Seeds are fixed. */

import { jit } from '@diopter/core-tensor/jit';
import { type Key, randomKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  categorical,
  type GaussianComponent,
  gaussianRing,
  isotropicGaussian,
  type MixturePrior,
  mahalanobis,
  type Prior,
  priorClasses,
  priorDimensions,
  samplePrior,
  swissRoll,
} from './index.js';

const slanted: GaussianComponent = {
  mean: [1, -2, 0.5],
  covariance: [
    [4, 1.2, -0.5],
    [1.2, 1, 0.3],
    [-0.5, 0.3, 0.7],
  ],
};
const uneven: MixturePrior = {
  kind: 'mixture',
  weights: [0.7, 0, 0.3],
  components: [
    slanted,
    { ...slanted, mean: [9, 9, 9] },
    { mean: [-5, 0, 5], covariance: [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? 0.25 : 0))) },
  ],
};
const gaussianPriors: Readonly<Record<string, Prior>> = {
  plane: isotropicGaussian(),
  'deviation 5': isotropicGaussian({ dimensions: 8, standardDeviation: 5 }),
  slanted: { kind: 'gaussian', ...slanted },
  ring: gaussianRing(),
  uneven,
};
const priors: Readonly<Record<string, Prior>> = {
  ...gaussianPriors,
  'swiss roll': swissRoll(),
  labels: categorical([0.2, 0.5, 0.3]),
};
const count = 20_000;

const componentsOf = (prior: Prior): readonly GaussianComponent[] =>
  prior.kind === 'mixture' ? prior.components : [prior as GaussianComponent];

/** Means and covariances of the rows. */
function momentsOf(samples: tf.Tensor2D) {
  const mean = tf.mean(samples, 0);
  const centred = tf.sub(samples, mean) as tf.Tensor2D;
  const covariance = tf.div(tf.matMul(centred, centred, true), samples.shape[0]) as tf.Tensor2D;
  return { mean: mean.arraySync() as number[], covariance: covariance.arraySync() };
}

/** The share of each class of one-hot rows. */
const sharesOf = (rows: tf.Tensor2D) => tf.mean(rows, 0).arraySync() as number[];

/** Within four and a half standard errors, of which none of all the numbers here is further away by chance. */
function expectNear(found: number, expected: number, variance: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(4.5 * Math.sqrt(variance / count));
}

describe.each(Object.entries(gaussianPriors))('samples of %s', (_name, prior) => {
  it.each(componentsOf(prior).map((component, k) => ({ k, component })))(
    'labelled $k have the mean and covariance of that component',
    ({ k, component }) => {
      const { mean, covariance } = momentsOf(samplePrior(prior, randomKey(7 + k), count, { labels: k }));
      const variance = (i: number) => component.covariance[i]![i]!;
      for (const [i, row] of component.covariance.entries()) {
        expectNear(mean[i]!, component.mean[i]!, variance(i));
        for (const [j, expected] of row.entries()) {
          expectNear(covariance[i]![j]!, expected, variance(i) * variance(j) + expected ** 2);
        }
      }
    },
  );
});

describe('samples without labels', () => {
  it('of a mixture come from its components by their weights, and never from one of weight 0', () => {
    const { component } = mahalanobis(uneven, samplePrior(uneven, randomKey(3), count));
    const shares = sharesOf(tf.oneHot(component, 3) as tf.Tensor2D);
    expect(shares[1]).toBe(0);
    expectNear(shares[0]!, 0.7, 0.7 * 0.3);
  });

  it('of a ring lie as far from its components as the chi-squared distribution says, and closer where they overlap', () => {
    const within = (prior: Prior) => {
      const { distance } = mahalanobis(prior, samplePrior(prior, randomKey(4), count));
      return tf.mean(tf.cast(tf.less(distance, Math.sqrt(-2 * Math.log(0.05))), 'float32')).dataSync()[0]!;
    };
    expectNear(within(gaussianRing({ distance: 10 })), 0.95, 0.95 * 0.05);
    expect(within(gaussianRing({ distance: 0, across: 0.2 }))).toBeGreaterThan(0.97);
  });

  it('of labels are one-hot, as often as the weights say', () => {
    const samples = samplePrior(categorical([0.2, 0.5, 0.3]), randomKey(5), count);
    const ones = tf.oneHot(tf.argMax(samples, 1), 3);
    expect(tf.max(tf.abs(tf.sub(samples, ones))).dataSync()[0]).toBe(0);
    const shares = sharesOf(samples);
    [0.2, 0.5, 0.3].forEach((weight, k) => {
      expectNear(shares[k]!, weight, weight * (1 - weight));
    });
  });
});

describe('the swiss roll', () => {
  const { slices, radius, turns } = swissRoll();
  /** `u` of points on the curve, and how far they are off it. */
  const unrolled = (samples: tf.Tensor2D) =>
    samples.arraySync().map(([x, y]) => {
      const root = Math.hypot(x!, y!) / radius;
      const angle = 2 * Math.PI * turns * root;
      return {
        u: root ** 2,
        off: Math.hypot(x! - radius * root * Math.cos(angle), y! - radius * root * Math.sin(angle)),
      };
    });

  it.each(Array.from({ length: slices }, (_, k) => k))('has slice %i where its label says, evenly', (k) => {
    const points = unrolled(samplePrior(swissRoll(), randomKey(k), count, { labels: k }));
    const us = points.map(({ u }) => u);
    expect(Math.max(...points.map(({ off }) => off))).toBeLessThan(2e-5);
    expect(Math.min(...us)).toBeGreaterThan(k / slices - 1e-6);
    expect(Math.max(...us)).toBeLessThan((k + 1) / slices + 1e-6);
    const mean = us.reduce((sum, u) => sum + u, 0) / count;
    expectNear(mean, (k + 0.5) / slices, 1 / slices ** 2 / 12);
  });

  it('is drawn whole without a label', () => {
    const us = unrolled(samplePrior(swissRoll(), randomKey(20), count)).map(({ u }) => u);
    const mean = us.reduce((sum, u) => sum + u, 0) / count;
    const square = us.reduce((sum, u) => sum + u * u, 0) / count;
    expectNear(mean, 1 / 2, 1 / 12);
    expectNear(square, 1 / 3, 1 / 5 - 1 / 9);
  });
});

describe.each(Object.entries(priors))('samplePrior of %s', (name, prior) => {
  const classes = priorClasses(prior);
  const labels = tf.tensor2d(
    Array.from({ length: 60 }, (_, row) =>
      Array.from({ length: classes + 1 }, (_, k) => (k === row % (classes + 1) ? 1 : 0)),
    ),
  );

  it.each<[string, tf.Tensor | number | undefined]>([
    ['none', undefined],
    ['one for all', classes - 1],
    ['some', labels],
  ])('draws the same compiled, with labels: %s', async (_, labels) => {
    const compiled = jit((key: Key) => samplePrior(prior, key, 60, { labels }));
    const { data, shape } = await compiled(randomKey(11));
    const other = await compiled(randomKey(12));
    await compiled.release();
    const eager = samplePrior(prior, randomKey(11), 60, { labels });
    expect([shape, eager.shape]).toEqual([
      [60, priorDimensions(prior)],
      [60, priorDimensions(prior)],
    ]);
    if (name === 'swiss roll') {
      const expected = eager.dataSync();
      expect(Math.max(...expected.map((value, i) => Math.abs(value - data[i]!)))).toBeLessThan(1e-5);
    } else {
      expect(data).toEqual(eager.dataSync());
    }
    if (name !== 'labels') expect(other.data).not.toEqual(data);
  });

  it('takes labelled rows from their class, and does not look at the column "unlabelled"', () => {
    const samples = samplePrior(prior, randomKey(11), 60, { labels });
    const known = tf.slice(labels, [0, 0], [60, classes]);
    expect(samplePrior(prior, randomKey(11), 60, { labels: known }).dataSync()).toEqual(samples.dataSync());
    const ofFirst = samplePrior(prior, randomKey(11), 60, { labels: 0 });
    const [some, first] = [samples.arraySync(), ofFirst.arraySync()];
    for (let row = 0; row < 60; row += classes + 1) expect(some[row]).toEqual(first[row]);
  });
});

describe('samplePrior refuses', () => {
  const key = randomKey(1);
  const mean = [0, 0];
  const gaussian = (covariance: number[][]): Prior => ({ kind: 'gaussian', mean, covariance });
  it.each<[string, Prior, string]>([
    [
      'a kind that does not exist',
      { kind: 'cauchy' } as unknown as Prior,
      'no kind of prior called "cauchy"',
    ],
    ['a covariance of another size', gaussian([[1]]), 'a mean of 2 numbers'],
    [
      'a covariance that is not symmetric',
      gaussian([
        [1, 0.5],
        [0, 1],
      ]),
      'is no Gaussian',
    ],
    [
      'a covariance that is not positive',
      gaussian([
        [1, 2],
        [2, 1],
      ]),
      'is no Gaussian',
    ],
    [
      'a covariance that is no number',
      gaussian([
        [Number.NaN, 0],
        [0, 1],
      ]),
      'is no Gaussian',
    ],
    ['weights that do not add up', { ...uneven, weights: [1, 1, 1] }, 'are no probabilities'],
    ['negative weights', categorical([1.5, -0.5]), 'are no probabilities'],
    ['no classes', categorical(0), 'are no probabilities'],
    ['weights without components', { ...uneven, weights: [0.5, 0.5] }, '2 weights'],
    [
      'components of several sizes',
      { ...uneven, weights: [0.5, 0.5], components: [slanted, { mean: [0], covariance: [[1]] }] },
      '[3, 1] dimensions',
    ],
    ['half a slice', swissRoll({ slices: 0.5 }), 'no swiss roll'],
  ])('%s', (_, prior, what) => {
    expect(() => samplePrior(prior, key, 3)).toThrow(
      expect.objectContaining({ code: 'invalid-argument', what: expect.stringContaining(what) }),
    );
  });

  it.each([0, -1, 1.5])('%d samples', (count) => {
    expect(() => samplePrior(swissRoll(), key, count)).toThrow('is no number of samples');
  });

  it.each([-1, 10, 0.5])('the label %d of ten', (labels) => {
    expect(() => samplePrior(gaussianRing(), key, 3, { labels })).toThrow('one of the 10 classes');
  });

  it.each([[[3]], [[3, 9]], [[2, 10]], [[3, 12]]])(
    'labels of shape %j for three samples of ten classes',
    (shape) => {
      expect(() => samplePrior(gaussianRing(), key, 3, { labels: tf.zeros(shape) })).toThrow(
        expect.objectContaining({ code: 'shape-mismatch' }),
      );
    },
  );
});
