/** Every loss that compares images with images, by name. */

import type * as tf from '@tensorflow/tfjs';
import type { RangeOptions } from './checks/index.js';
import { type PixelLossKind, pixelLosses } from './pixel/index.js';
import { msSsimLoss, ssimLoss } from './structural-similarity/index.js';

/** The name of a loss of images. */
export type ImageLossKind = PixelLossKind | 'ssim' | 'ms-ssim';

/** A scalar that says how far images `[batch, height, width, channels]` are from what they should be: 0 if they are equal. */
export type ImageLoss = (x: tf.Tensor, target: tf.Tensor, options?: RangeOptions) => tf.Scalar;

/**
 * The losses of images. Each is 0 for equal images, with gradients that are finite for all images.
 *
 * @example
 * const loss = imageLosses.ssim(reconstructions, images);
 */
export const imageLosses: Readonly<Record<ImageLossKind, ImageLoss>> = {
  ...pixelLosses,
  ssim: ssimLoss,
  'ms-ssim': msSsimLoss,
};
