/** Square root and Euclidean norm whose gradients stay finite at zero. */

import * as tf from '@tensorflow/tfjs';
import { offTape } from './differentiable.js';

/**
 * The square root of `max(x, 0)`. Its gradient is `1 / (2 sqrt(x))` above zero and **0** at and below zero, where the
 * square root itself has none: the subgradient of `|t|` that keeps an exact zero where it is.
 */
export function safeSqrt<T extends tf.Tensor>(x: T): T {
  const positive = offTape(() => tf.greater(x, 0)); // tfjs has no gradient for comparisons
  // Both branches must be harmless: a gradient of 0 times an infinite one would be NaN.
  const root = tf.sqrt(tf.where(positive, x, tf.onesLike(x)));
  return tf.where(positive, root, tf.zerosLike(x)) as T;
}

/**
 * The Euclidean norm along `axis` (all axes by default). Its gradient is `x / norm(x)`, and **0** where the norm is zero.
 *
 * @example
 * const perImage = safeNorm(tf.sub(a, b), [1, 2, 3]); // [batch]
 */
export function safeNorm(x: tf.Tensor, axis?: number | number[], keepDims = false): tf.Tensor {
  return safeSqrt(tf.sum(tf.square(x), axis, keepDims));
}
