/** The terms of the linear-time estimators: one per two codes of a sample. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as tf from '@tensorflow/tfjs';
import { type Kernel, kernelOf } from './kernels/index.js';

/**
 * `k(x₁, x₂) + k(y₁, y₂) - k(x₁, y₂) - k(x₂, y₁)` for each two codes that follow one another: independent, and each with the squared
 * MMD as its mean (Gretton et al. 2012, lemma 14). An odd last code is left out.
 *
 * @param x `[n, dimensions]`, in random order.
 * @param y `[n, dimensions]`.
 * @returns `[⌊n/2⌋]`.
 * @throws DiopterError `shape-mismatch` if the samples are not of one size.
 */
export function linearTerms(x: tf.Tensor2D, y: tf.Tensor2D, kernel: Kernel): tf.Tensor1D {
  const [count] = x.shape;
  if (count !== y.shape[0]) {
    throw new DiopterError('shape-mismatch', {
      what: `${count} codes and ${y.shape[0]}`,
      where: 'the linear estimator',
      help: 'it pairs the samples: give as many of each',
    });
  }
  const [[x1, x2], [y1, y2]] = [inPairs(x), inPairs(y)];
  const between = betweenRows(kernel);
  return tf.sub(tf.add(between(x1, x2), between(y1, y2)), tf.add(between(x1, y2), between(x2, y1)));
}

/**
 * The same to a prior, `k(x₁, x₂) - κ(x₁) - κ(x₂) + c₀`: the unbiased estimates from two codes each.
 *
 * @param expectations `κ` of each code, `[n, 1]`.
 * @param within `c₀`.
 * @returns `[⌊n/2⌋]`.
 */
export function linearTermsToPrior(
  x: tf.Tensor2D,
  expectations: tf.Tensor2D,
  within: tf.Tensor,
  kernel: Kernel,
): tf.Tensor1D {
  const [[x1, x2], [e1, e2]] = [inPairs(x), inPairs(expectations)];
  const expected = tf.reshape(tf.add(e1, e2), [-1]);
  return tf.add(tf.sub(betweenRows(kernel)(x1, x2), expected), within);
}

/** The first and the second of each two rows that follow one another. */
function inPairs(rows: tf.Tensor2D): readonly [tf.Tensor, tf.Tensor] {
  const [count, length] = rows.shape;
  const pairs = Math.floor(count / 2);
  const [first, second] = tf.unstack(tf.reshape(tf.slice(rows, 0, 2 * pairs), [pairs, 2, length]), 1);
  return [first!, second!];
}

/** The kernel between the rows of two matrices, one by one. */
const betweenRows =
  (kernel: Kernel) =>
  (a: tf.Tensor, b: tf.Tensor): tf.Tensor1D =>
    kernelOf(kernel, tf.sum(tf.square(tf.sub(a, b)), 1)) as tf.Tensor1D;
