/** Peak signal-to-noise ratio. */

import * as tf from '@tensorflow/tfjs';
import { squaredErrors } from './squared-error.js';

/** Options of {@link psnr}. */
export interface PsnrOptions {
  /** The largest value a pixel can have. */
  readonly peak?: number;
}

/**
 * Peak signal-to-noise ratio in decibels, the mean over the batch of each image's
 * `10 log10(peak² / mean squared error)` over all pixels and channels. Larger is better.
 *
 * @param x images, `[batch, height, width, channels]`.
 * @param target of the same shape.
 * @returns a scalar; infinite if an image is equal to its target.
 * @throws DiopterError `shape-mismatch` if the shapes differ.
 *
 * @example
 * psnr(reconstructions, images); // of images in [0, 1]
 */
export function psnr(x: tf.Tensor, target: tf.Tensor, { peak = 1 }: PsnrOptions = {}): tf.Scalar {
  const errors = squaredErrors(x, target, 'mean', 'psnr');
  return tf.mul(tf.mean(tf.log(tf.div(errors, peak * peak))), -10 / Math.LN10);
}
