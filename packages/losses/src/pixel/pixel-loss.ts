/** What all losses of pixels share: their signature, their options and their reduction. */

import type * as tf from '@tensorflow/tfjs';
import { checkImages, type RangeOptions } from '../checks/index.js';
import { type BatchMeanOptions, batchMean } from '../reduction/index.js';

/** Options of every pixel loss. */
export interface PixelLossOptions extends BatchMeanOptions, RangeOptions {}

/** A scalar that says how far images `[batch, height, width, channels]` are from what they should be. */
export type PixelLoss = (x: tf.Tensor, target: tf.Tensor, options?: PixelLossOptions) => tf.Scalar;

/** The mean over the batch of each image's sum or mean of `penalty(x, target)`, one number per pixel and channel. */
export function pixelLoss(
  x: tf.Tensor,
  target: tf.Tensor,
  { perImage = 'mean', dataRange = 1 }: PixelLossOptions,
  where: string,
  penalty: (x: tf.Tensor, target: tf.Tensor) => tf.Tensor,
): tf.Scalar {
  checkImages(x, target, dataRange, where);
  return batchMean(penalty(x, target), perImage);
}
