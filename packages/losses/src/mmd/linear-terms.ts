/** The terms of the linear-time estimator: one per two codes of each sample. */

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
  const [count, dimensions] = x.shape;
  if (count !== y.shape[0]) {
    throw new DiopterError('shape-mismatch', {
      what: `${count} codes and ${y.shape[0]}`,
      where: 'the linear estimator',
      help: 'it pairs the samples: give as many of each',
    });
  }
  const pairs = Math.floor(count / 2);
  const halves = (codes: tf.Tensor2D) =>
    tf.unstack(tf.reshape(tf.slice(codes, 0, 2 * pairs), [pairs, 2, dimensions]), 1);
  const [[x1, x2], [y1, y2]] = [halves(x), halves(y)];
  const between = (a: tf.Tensor, b: tf.Tensor) => kernelOf(kernel, tf.sum(tf.square(tf.sub(a, b)), 1));
  return tf.sub(tf.add(between(x1!, x2!), between(y1!, y2!)), tf.add(between(x1!, y2!), between(x2!, y1!)));
}
