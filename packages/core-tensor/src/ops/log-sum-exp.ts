/** `logSumExp` that neither overflows nor turns rows of minus infinity into NaN. */

import * as tf from '@tensorflow/tfjs';
import { stopGradient } from './stop-gradient.js';

/**
 * `log(sum(exp(x)))` along `axis` (all axes by default). Its gradient is `softmax(x)`.
 */
export function logSumExp(x: tf.Tensor, axis?: number | number[], keepDims = false): tf.Tensor {
  const axes = tf.util.parseAxisParam(axis ?? [...x.shape.keys()], x.shape);
  const maximum = stopGradient(tf.max(x, axes, true));
  // The maximum only keeps exp in range, so any finite number may stand in for an infinite one.
  const offset = tf.where(tf.isFinite(maximum), maximum, tf.zerosLike(maximum));
  const logSum = tf.add(tf.log(tf.sum(tf.exp(tf.sub(x, offset)), axes, true)), offset);
  return keepDims ? logSum : tf.squeeze(logSum, axes);
}
