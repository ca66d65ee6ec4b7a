/** One-sample estimates for groups of codes at once: what the MMDs to priors are made of. */

import { offTape } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';
import { withoutDiagonal } from './kernels/index.js';

/** How the squared MMD to a prior with known expectations is estimated. */
export type PriorEstimator = 'biased' | 'unbiased';

/** Codes, the groups they are in, and what is known of each group's prior. */
export interface Groups {
  /** The kernel between the codes, `[n, n]`. */
  readonly matrix: tf.Tensor2D;
  /** How much of each code is in each group, from 0 to 1: `[n, groups]`. */
  readonly membership: tf.Tensor;
  /** `E k(x_i, y)` over the prior of each group: `[n, groups]`. */
  readonly expectations: tf.Tensor;
  /** `E k(y, y')` over the prior of each group: `[groups]`. */
  readonly within: tf.Tensor;
}

/** Which pairs of codes count. With memberships of 0 and 1 there are `n²` and `n(n - 1)` in a group of `n`. */
interface Pairs {
  readonly matrix: (matrix: tf.Tensor2D) => tf.Tensor2D;
  readonly count: (total: tf.Tensor, membership: tf.Tensor) => tf.Tensor;
  /** How many codes there must be. */
  readonly atLeast: number;
}

/** The pairs by the name of the estimator. */
export const priorEstimators: Readonly<Record<PriorEstimator, Pairs>> = {
  biased: { matrix: (matrix) => matrix, count: (total) => tf.square(total), atLeast: 1 },
  unbiased: {
    matrix: withoutDiagonal,
    count: (total, membership) => tf.sub(tf.square(total), tf.sum(tf.square(membership), 0)),
    atLeast: 2,
  },
};

/** Fewer pairs than this are none: memberships are sums in single precision. */
const negligible = 1e-4;

/**
 * `mean k(x, x') - 2 mean E k(x, y) + E k(y, y')` of each group, means weighted by membership: all groups from one product. A group
 * without a pair has an estimate of 0, with a gradient of 0.
 *
 * @returns `[groups]`
 */
export function groupEstimates(
  { matrix, membership, expectations, within }: Groups,
  estimator: PriorEstimator,
): tf.Tensor1D {
  const pairs = priorEstimators[estimator];
  const total = tf.sum(membership, 0);
  const pairCount = pairs.count(total, membership);
  const isPresent = offTape(() => tf.greater(pairCount, negligible));
  // Both branches must be harmless: a gradient of 0 times one of 0 / 0 would be NaN.
  const divisor = (count: tf.Tensor) => tf.where(isPresent, count, tf.onesLike(count));
  const pairSums = tf.sum(tf.mul(membership, tf.matMul(pairs.matrix(matrix), membership as tf.Tensor2D)), 0);
  const crossSums = tf.sum(tf.mul(membership, expectations), 0);
  const estimates = tf.add(
    tf.sub(tf.div(pairSums, divisor(pairCount)), tf.mul(tf.div(crossSums, divisor(total)), 2)),
    within,
  );
  return tf.where(isPresent, estimates, tf.zerosLike(estimates)) as tf.Tensor1D;
}
