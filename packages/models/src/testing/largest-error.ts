/** For tests: how far two tensors are apart. */

import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';

/** The largest absolute difference, relative to the largest expected value. The shapes must be equal. */
export function largestError(actual: tf.Tensor, expected: tf.Tensor): number {
  expect(actual.shape).toEqual(expected.shape);
  return tf.tidy(() => {
    const error = tf.max(tf.abs(tf.sub(actual, expected)));
    return tf.div(error, tf.max(tf.abs(expected))).dataSync()[0]!;
  });
}

/** The root of the mean square: the size of values, whatever their sign. */
export function rootMeanSquare(x: tf.Tensor): number {
  return tf.tidy(() => Math.sqrt(tf.mean(tf.square(x)).dataSync()[0]!));
}
