/** The order in which a reshape reads and writes the values of images. */

import * as tf from '@tensorflow/tfjs';

/**
 * `'nhwc'`: row, column, channel, as images lie here. `'nchw'`: channel, row, column, as in Caffe, PyTorch and ONNX:
 * what a dense layer with weights from there expects.
 */
export type ElementOrder = 'nhwc' | 'nchw';

/** Reshapes `x` to `shape` (`-1` is inferred); both are NHWC where they have four axes, whatever the order of reading. */
export function reshapeInOrder(x: tf.Tensor, shape: readonly number[], order: ElementOrder): tf.Tensor {
  if (order === 'nhwc') return tf.reshape(x, [...shape]);
  const read = x.rank === 4 ? tf.transpose(x, [0, 3, 1, 2]) : x;
  if (shape.length !== 4) return tf.reshape(read, [...shape]);
  const [batch, height, width, channels] = shape as [number, number, number, number];
  return tf.transpose(tf.reshape(read, [batch, channels, height, width]), [0, 2, 3, 1]);
}
