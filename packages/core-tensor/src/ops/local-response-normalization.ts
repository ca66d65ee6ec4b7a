/** `localResponseNormalization` in the convention of Caffe, PyTorch and ONNX. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../errors/index.js';

export interface LocalResponseNormalizationOptions {
  /** Number of neighbouring channels that are summed: odd, the channel itself in the middle. */
  readonly size?: number;
  /** Weight of their *mean* of squares (TensorFlow's `alpha` weighs the sum). */
  readonly alpha?: number;
  readonly beta?: number;
  readonly bias?: number;
}

/**
 * `y_c = x_c / (bias + alpha / size * sum_{|j - c| <= (size - 1) / 2} x_j^2)^beta` over channels, which are the last axis
 * (Krizhevsky et al. 2012, section 3.3, in Caffe's parametrisation). Channels outside the image count as zero.
 * The defaults are ONNX' and PyTorch's, except for `size`, which has none there.
 *
 * @param x `[batch, height, width, channels]`.
 * @throws DiopterError `invalid-argument` when `size` is not odd: libraries disagree about the window of an even size.
 */
export function localResponseNormalization(
  x: tf.Tensor,
  { size = 5, alpha = 1e-4, beta = 0.75, bias = 1 }: LocalResponseNormalizationOptions = {},
): tf.Tensor4D {
  if (!Number.isInteger(size) || size < 1 || size % 2 === 0) {
    throw new DiopterError('invalid-argument', {
      where: 'localResponseNormalization, option size',
      what: `${size} is not an odd number of channels`,
    });
  }
  return tf.localResponseNormalization(x as tf.Tensor4D, (size - 1) / 2, bias, alpha / size, beta);
}
