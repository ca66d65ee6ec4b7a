/** Peak signal-to-noise ratio. */

import * as tf from '@tensorflow/tfjs';
import { assertDataRange, checkImages, type RangeOptions } from '../checks/index.js';
import { reduceImages } from '../reduction/index.js';

/**
 * Peak signal-to-noise ratio in decibels, the mean over the batch of each image's `10 log10(dataRange² / mean squared
 * error)` over all pixels and channels. Larger is better.
 *
 * @param x images, `[batch, height, width, channels]`, in [0, `dataRange`].
 * @param target of the same shape and range.
 * @returns a scalar; infinite if an image is equal to its target.
 * @throws DiopterError `shape-mismatch` if the shapes differ, `invalid-argument` for images that are plainly in another
 * range.
 *
 * @example
 * psnr(reconstructions, images); // of images in [0, 1]
 */
export function psnr(x: tf.Tensor, target: tf.Tensor, { dataRange = 1 }: RangeOptions = {}): tf.Scalar {
  assertDataRange(dataRange, 'psnr');
  checkImages(x, target, dataRange, 'psnr');
  const errors = reduceImages(tf.square(tf.sub(x, target)), 'mean');
  return tf.mul(tf.mean(tf.log(tf.div(errors, dataRange * dataRange))), -10 / Math.LN10);
}
