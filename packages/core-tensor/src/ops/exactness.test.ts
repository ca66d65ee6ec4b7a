/** Hard cases of the smaller operations: ties, cancellation, infinities and refusals. */

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { normal, randomKey, splitKey } from '../random/index.js';
import {
  depthToSpace,
  einsum,
  gatherND,
  localResponseNormalization,
  logSumExp,
  pairwiseSquaredDistances,
  resizeBilinear,
  resizeNearest,
  spaceToDepth,
  topK,
} from './index.js';

beforeAll(() => tf.setBackend('cpu'));

const values = (x: tf.Tensor) => [...x.dataSync()];
const refusal = (code: string) => expect.objectContaining({ code });

describe('pairwiseSquaredDistances', () => {
  it('is symmetric, never negative and exactly zero on the diagonal', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 5 }),
        (seed, n, features) => {
          const distances = pairwiseSquaredDistances(normal(randomKey(seed), [n, features])).arraySync();
          for (let i = 0; i < n; i++) {
            expect(distances[i]![i]).toBe(0);
            for (let j = 0; j < n; j++) {
              expect(distances[i]![j]).toBeGreaterThanOrEqual(0);
              expect(distances[i]![j]).toBeCloseTo(distances[j]![i]!, 5);
            }
          }
        },
      ),
    );
  });

  it('does not cancel far from the origin', () => {
    const x = tf.tensor2d([1000, 1001, 1003], [3, 1]);
    expect(values(pairwiseSquaredDistances(x))).toEqual(
      [0, 1, 9, 1, 0, 4, 9, 4, 0].map((d) => expect.closeTo(d, 4)),
    );
  });

  it('refuses rows of different lengths', () => {
    expect(() => pairwiseSquaredDistances(tf.zeros([2, 3]), tf.zeros([2, 4]))).toThrow(
      refusal('shape-mismatch'),
    );
  });
});

describe('topK', () => {
  it('takes the first of equal elements first', () => {
    const { values: largest, indices } = topK(
      tf.tensor2d([
        [2, 5, 5, 1],
        [0, 0, 0, 0],
      ]),
      3,
    );
    expect(values(indices)).toEqual([1, 2, 0, 0, 1, 2]);
    expect(values(largest)).toEqual([5, 5, 2, 0, 0, 0]);
    expect(indices.dtype).toBe('int32');
  });

  it('refuses more elements than there are', () => {
    expect(() => topK(tf.zeros([3]), 4)).toThrow(refusal('invalid-argument'));
  });
});

describe('logSumExp', () => {
  it('of nothing but minus infinity is minus infinity, and large numbers do not overflow', () => {
    const x = tf.tensor2d([
      [-Infinity, -Infinity],
      [500, 500],
      [-Infinity, 3],
    ]);
    expect(values(logSumExp(x, 1))).toEqual([-Infinity, expect.closeTo(500 + Math.LN2, 4), 3]);
  });
});

describe('depthToSpace', () => {
  it('in DCR order is what tfjs computes, and spaceToDepth undoes both orders', () => {
    const x = normal(randomKey(1), [2, 3, 2, 12]);
    expect(values(depthToSpace(x, 2))).toEqual(values(tf.depthToSpace(x as tf.Tensor4D, 2)));
    for (const order of ['DCR', 'CRD'] as const) {
      expect(values(spaceToDepth(depthToSpace(x, 2, order), 2, order))).toEqual(values(x));
    }
  });

  it('refuses sizes that blocks do not fill', () => {
    expect(() => depthToSpace(tf.zeros([1, 2, 2, 6]), 2)).toThrow(refusal('shape-mismatch'));
    expect(() => spaceToDepth(tf.zeros([1, 3, 2, 6]), 2)).toThrow(refusal('shape-mismatch'));
  });
});

describe('resizing', () => {
  it('to the same size changes nothing', () => {
    const x = normal(randomKey(2), [2, 3, 4, 2]);
    expect(values(resizeNearest(x, [3, 4]))).toEqual(values(x));
    for (const coordinates of ['half-pixel', 'align-corners', 'asymmetric'] as const) {
      expect(values(resizeBilinear(x, [3, 4], { coordinates }))).toEqual(values(x));
    }
  });

  it('copies the right pixel for every whole factor', () => {
    for (const factor of [3, 40, 41, 49]) {
      const x = tf.reshape(tf.range(0, 7), [1, 7, 1, 1]);
      const expected = Array.from({ length: 7 * factor }, (_, i) => Math.floor(i / factor));
      expect(values(resizeNearest(x, [7 * factor, 1]))).toEqual(expected);
    }
  });

  it('refuses sizes that are not whole', () => {
    expect(() => resizeBilinear(tf.zeros([1, 2, 2, 1]), [1.5, 2])).toThrow(refusal('invalid-argument'));
  });
});

describe('einsum', () => {
  it('agrees with tfjs, which has no gradient for it', () => {
    const [a, b] = splitKey(randomKey(3)).map((key) => normal(key, [2, 3, 4]));
    for (const equation of ['ijk,ijl->ikl', 'ijk,ilk->jl', 'abc,dec->adbe']) {
      expect(values(einsum(equation, a!, b!))).toEqual(
        values(tf.einsum(equation, a!, b!)).map((element) => expect.closeTo(element, 4)),
      );
    }
  });

  it.each(['ii->i', 'ij,jk->iz', 'i...->i', 'ij->jj', 'ij,jk,kl->il'])('refuses %s', (equation) => {
    expect(() => einsum(equation, tf.zeros([2, 2]), tf.zeros([2, 2]))).toThrow(refusal('invalid-argument'));
  });

  it('refuses axes of one name with different sizes', () => {
    expect(() => einsum('ij,jk->ik', tf.zeros([2, 3]), tf.zeros([2, 3]))).toThrow(refusal('shape-mismatch'));
  });
});

it('localResponseNormalization refuses windows without a middle', () => {
  expect(() => localResponseNormalization(tf.zeros([1, 1, 1, 4]), { size: 4 })).toThrow(
    refusal('invalid-argument'),
  );
});

it('gatherND refuses more coordinates than axes', () => {
  expect(() => gatherND(tf.zeros([2, 2]), tf.zeros([1, 3], 'int32'))).toThrow(refusal('shape-mismatch'));
});
