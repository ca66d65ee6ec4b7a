/** DeePSiM's normalised reconstruction error. */

import { safeNorm } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';
import { assertSameShape } from '../checks/index.js';

/** Options of {@link reconstructionError}. */
export interface ReconstructionErrorOptions {
  /** The mean distance between two different images of the test set: see `meanPairDistance`. */
  readonly meanDistance: tf.Scalar | number;
}

/**
 * The error of reconstructions as DeePSiM reports it (Dosovitskiy and Brox, arXiv 1602.02644, after arXiv 1506.02753):
 * `mean_i ||x_i - t_i|| / N`, `N` being the mean distance between two different images. In image space of pixels, in
 * feature space of a comparator's features, with an `N` of the same kind.
 *
 * It does not depend on the scale of the images. Answering the mean image to everything scores about `1 / √2`.
 *
 * @param x images or features, `[batch, ...]`.
 * @param target of the same shape.
 * @returns a scalar, at least 0; the paper prints it in percent.
 * @throws DiopterError `shape-mismatch` if the shapes differ.
 *
 * @example
 * const error = reconstructionError(reconstructions, images, { meanDistance: meanPairDistance(images) });
 */
export function reconstructionError(
  x: tf.Tensor,
  target: tf.Tensor,
  { meanDistance }: ReconstructionErrorOptions,
): tf.Scalar {
  assertSameShape(x, target, 'reconstructionError');
  const axes = [...x.shape.keys()].slice(1);
  return tf.div(tf.mean(safeNorm(tf.sub(x, target), axes)), meanDistance);
}
