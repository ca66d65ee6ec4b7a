/** The squared loss of pixels. */

import * as tf from '@tensorflow/tfjs';
import { type PixelLossOptions, pixelLoss } from './pixel-loss.js';

/**
 * The mean over the batch of each image's squared error: `mean_i mean_p (x_ip - t_ip)²` over all pixels and channels
 * `p`, or with `perImage: 'sum'` `mean_i ||x_i - t_i||²`, the image loss of DeePSiM (Dosovitskiy and Brox, arXiv
 * 1602.02644).
 *
 * @param x images, `[batch, height, width, channels]`, in [0, `dataRange`].
 * @param target what they should be, of the same shape and range.
 * @returns a scalar, at least 0; for images in [0, 1] and `perImage: 'mean'` at most 1. It grows with `dataRange²`.
 * @throws DiopterError `shape-mismatch` if the shapes differ, `invalid-argument` for images that are plainly in another
 * range.
 *
 * @example
 * const loss = squaredPixelLoss(reconstructions, images);
 */
export function squaredPixelLoss(x: tf.Tensor, target: tf.Tensor, options: PixelLossOptions = {}): tf.Scalar {
  return pixelLoss(x, target, options, 'squaredPixelLoss', (x, target) => tf.square(tf.sub(x, target)));
}
