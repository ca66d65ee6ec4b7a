/** Resizing an image by one matrix per spatial axis. */

import * as tf from '@tensorflow/tfjs';
import type { InterpolationMatrix } from './interpolation.js';

/**
 * `rows * image * columns^T` for every channel. Channels go in front of the two spatial axes, where a convolutional
 * network in ONNX has them anyway, so that both products are plain batched ones.
 */
export function applyMatrices(
  x: tf.Tensor,
  rows: InterpolationMatrix,
  columns: InterpolationMatrix,
): tf.Tensor4D {
  const planes = tf.transpose(x, [0, 3, 1, 2]);
  const wide = tf.matMul(planes, toTensor(columns), false, true);
  const resized = tf.matMul(toTensor(rows), wide);
  return tf.transpose(resized, [0, 2, 3, 1]) as tf.Tensor4D;
}

function toTensor({ shape, data }: InterpolationMatrix): tf.Tensor {
  return tf.tensor2d(data, [...shape]);
}
