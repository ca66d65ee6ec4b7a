/** For tests: how far two tensors are apart. */

import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';

/** The largest absolute difference, relative where the expected value is above one. The shapes must be equal. */
export function largestError(actual: tf.Tensor, expected: tf.Tensor): number {
  expect(actual.shape).toEqual(expected.shape);
  return tf.tidy(() => {
    const errors = tf.div(tf.abs(tf.sub(actual, expected)), tf.maximum(tf.abs(expected), 1));
    return tf.max(errors).dataSync()[0]!;
  });
}

/** The largest absolute difference, relative to the largest expected value: for sums in which large terms cancel. */
export function errorOfScale(actual: tf.Tensor, expected: tf.Tensor): number {
  expect(actual.shape).toEqual(expected.shape);
  return tf.tidy(() => {
    const error = tf.max(tf.abs(tf.sub(actual, expected)));
    return tf.div(error, tf.max(tf.abs(expected))).dataSync()[0]!;
  });
}
