/** The absolute loss of pixels. */

import { differentiable } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';
import { type PixelLossOptions, pixelLoss } from './pixel-loss.js';

/**
 * The mean over the batch of each image's absolute error, `mean_i mean_p |x_ip - t_ip|` over all pixels and channels
 * `p`, or with `perImage: 'sum'` `mean_i ||x_i - t_i||₁`. Its gradient is the sign of the difference, 0 where there is
 * none.
 *
 * @param x images, `[batch, height, width, channels]`, in [0, `dataRange`].
 * @param target what they should be, of the same shape and range.
 * @returns a scalar, at least 0; for images in [0, 1] and `perImage: 'mean'` at most 1. It grows with `dataRange`.
 * @throws DiopterError `shape-mismatch` if the shapes differ, `invalid-argument` for images that are plainly in another
 * range.
 *
 * @example
 * const loss = absolutePixelLoss(reconstructions, images);
 */
export function absolutePixelLoss(
  x: tf.Tensor,
  target: tf.Tensor,
  options: PixelLossOptions = {},
): tf.Scalar {
  return pixelLoss(x, target, options, 'absolutePixelLoss', (x, target) => magnitude(tf.sub(x, target)));
}

/** The absolute value. TensorFlow.js' own has a gradient of -1 at 0. */
function magnitude(x: tf.Tensor): tf.Tensor {
  return differentiable([x], tf.abs, (dy, [x]) => [tf.mul(dy, tf.sign(x))]);
}
