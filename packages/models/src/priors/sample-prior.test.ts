/** Samples are the same eagerly and compiled, and labels choose their classes. */

import { jit } from '@diopter/core-tensor/jit';
import { type Key, randomKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  categorical,
  gaussianRing,
  type Prior,
  priorClasses,
  priorDimensions,
  samplePrior,
  swissRoll,
} from './index.js';
import { priors, slanted, uneven } from './testing/priors.js';

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
