/** The loss of pixels. */

import type * as tf from '@tensorflow/tfjs';
import { type BatchMeanOptions, squaredError } from './squared-error.js';

/**
 * The mean over the batch of each image's squared error: `mean_i mean_p (x_ip - t_ip)²` over all pixels and channels `p`, or
 * with `perImage: 'sum'` `mean_i ||x_i - t_i||²`, the image loss of DeePSiM (Dosovitskiy and Brox, arXiv 1602.02644).
 *
 * @param x images, `[batch, height, width, channels]`.
 * @param target what they should be, of the same shape.
 * @returns a scalar, at least 0; for images in [0, 1] and `perImage: 'mean'` at most 1.
 * @throws DiopterError `shape-mismatch` if the shapes differ.
 *
 * @example
 * const loss = squaredPixelLoss(reconstructions, images);
 */
export function squaredPixelLoss(
  x: tf.Tensor,
  target: tf.Tensor,
  { perImage = 'mean' }: BatchMeanOptions = {},
): tf.Scalar {
  return squaredError(x, target, perImage, 'squaredPixelLoss');
}
