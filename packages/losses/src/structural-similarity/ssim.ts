/** Structural similarity (SSIM), as a metric and as a loss. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as tf from '@tensorflow/tfjs';
import { checkImages } from '../checks/index.js';
import { completeOptions, type StructuralSimilarityOptions } from './options.js';
import { similarityMaps } from './similarity-maps.js';

/**
 * Structural similarity (Wang, Bovik, Sheikh and Simoncelli 2004, doi 10.1109/TIP.2003.819861): the mean over places of
 * the window, channels and batch of `(2 μx μt + C1)(2 σxt + C2) / ((μx² + μt² + C1)(σx² + σt² + C2))`.
 *
 * Conventions: an 11×11 Gaussian window of deviation 1.5 that lies wholly inside the image; each channel by itself;
 * weighted variances without a sample correction. The same numbers as scikit-image's with `gaussian_weights=True,
 * sigma=1.5, use_sample_covariance=False`, and as torchmetrics' defaults. Other tools pad the image or convert it to
 * grey, and differ.
 *
 * @param x images, `[batch, height, width, channels]`, in [0, `dataRange`].
 * @param target of the same shape and range.
 * @returns a scalar from -1 to 1, where 1 means equal. Larger is better.
 * @throws DiopterError `shape-mismatch` if the shapes differ or the images are smaller than the window;
 * `invalid-argument` for images that are plainly in another range, or options that make no sense.
 *
 * @example
 * const similarity = ssim(reconstructions, images); // of images in [0, 1]
 */
export function ssim(x: tf.Tensor, target: tf.Tensor, options: StructuralSimilarityOptions = {}): tf.Scalar {
  return similarity(x, target, options, 'ssim');
}

/**
 * `1 - ssim(x, target)`: a loss, with gradients that are finite everywhere, at equal and at constant images too.
 *
 * @param x images, `[batch, height, width, channels]`, in [0, `dataRange`].
 * @param target of the same shape and range.
 * @returns a scalar from 0, where they are equal, to 2; the mean over the batch of each image's mean.
 * @throws DiopterError as {@link ssim}.
 *
 * @example
 * const loss = tf.add(ssimLoss(reconstructions, images), absolutePixelLoss(reconstructions, images));
 */
export function ssimLoss(
  x: tf.Tensor,
  target: tf.Tensor,
  options: StructuralSimilarityOptions = {},
): tf.Scalar {
  return tf.sub(1, similarity(x, target, options, 'ssimLoss'));
}

function similarity(
  x: tf.Tensor,
  target: tf.Tensor,
  options: StructuralSimilarityOptions,
  where: string,
): tf.Scalar {
  const complete = completeOptions(options, where);
  checkImages(x, target, complete.dataRange, where);
  const { windowSize } = complete;
  const [, height = 0, width = 0] = x.shape;
  if (x.rank !== 4 || Math.min(height, width) < windowSize) {
    throw new DiopterError('shape-mismatch', {
      what: `images of [${x.shape.join(', ')}] are smaller than the window of ${windowSize} pixels`,
      where,
      help: `images are [batch, height, width, channels], at least ${windowSize} pixels wide and high; or set windowSize`,
    });
  }
  const { luminance, structure } = similarityMaps(x, target, complete);
  return tf.mean(tf.mul(luminance, structure));
}
