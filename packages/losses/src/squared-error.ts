/** Squared differences of batches, summed or averaged within each image, and averaged over the batch. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as tf from '@tensorflow/tfjs';

/** How the squared differences inside one image become one number. */
export type PerImage = 'sum' | 'mean';

/** How a loss reduces. */
export interface BatchMeanOptions {
  /**
   * `'mean'` does not depend on the size of images; with `'sum'` a pixel weighs the same in images of every size, as in the
   * papers that write `||x - y||²`.
   */
  readonly perImage?: PerImage;
}

/**
 * The squared differences of each image of a batch: their sum or their mean.
 *
 * @param x `[batch, ...]`.
 * @param target of the same shape.
 * @returns `[batch]`, at least 0.
 * @throws DiopterError `shape-mismatch`: a broadcast would go unnoticed.
 */
export function squaredErrors(
  x: tf.Tensor,
  target: tf.Tensor,
  perImage: PerImage,
  where: string,
): tf.Tensor1D {
  if (!tf.util.arraysEqual(x.shape, target.shape)) {
    throw new DiopterError('shape-mismatch', {
      what: `the shapes [${x.shape.join(', ')}] and [${target.shape.join(', ')}] differ`,
      where,
    });
  }
  const axes = x.shape.slice(1).map((_, i) => i + 1);
  const reduce = perImage === 'sum' ? tf.sum : tf.mean;
  return reduce(tf.square(tf.sub(x, target)), axes);
}

/** The mean over the batch of {@link squaredErrors}. */
export function squaredError(x: tf.Tensor, target: tf.Tensor, perImage: PerImage, where: string): tf.Scalar {
  return tf.mean(squaredErrors(x, target, perImage, where));
}
