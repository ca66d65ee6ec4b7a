/** Samples follow their priors, class by class. Seeds are fixed. */

import { randomKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  categorical,
  type GaussianComponent,
  gaussianRing,
  mahalanobis,
  type Prior,
  samplePrior,
  swissRoll,
} from './index.js';
import { gaussianPriors, uneven } from './testing/priors.js';

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
