/** What is summed or averaged within each image of a batch. */

import * as tf from '@tensorflow/tfjs';

/** How the numbers inside one image become one number. */
export type PerImage = 'sum' | 'mean';

/** How a loss reduces. */
export interface BatchMeanOptions {
  /**
   * `'mean'` does not depend on the size of images; with `'sum'` a pixel weighs the same in images of every size, as in
   * the papers that write `||x - y||²`.
   */
  readonly perImage?: PerImage;
}

/**
 * The sum or the mean of each image of a batch.
 *
 * @param x `[batch, ...]`.
 * @returns `[batch]`.
 */
export function reduceImages(x: tf.Tensor, perImage: PerImage): tf.Tensor1D {
  const axes = [...x.shape.keys()].slice(1);
  return perImage === 'sum' ? tf.sum(x, axes) : tf.mean(x, axes);
}

/** The mean over the batch of what {@link reduceImages} makes of `x`. */
export function batchMean(x: tf.Tensor, perImage: PerImage): tf.Scalar {
  return tf.mean(reduceImages(x, perImage));
}
