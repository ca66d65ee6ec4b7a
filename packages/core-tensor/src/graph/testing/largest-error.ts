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
