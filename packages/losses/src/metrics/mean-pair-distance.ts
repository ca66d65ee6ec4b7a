/** How far apart different images are on average. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { pairwiseSquaredDistances, safeSqrt } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';

/**
 * The mean Euclidean distance between two different images of a set: `mean_{i≠j} ||x_i - x_j||`, the `N` by which
 * DeePSiM's reconstruction errors are divided. From one product of the images with themselves, so that memory is the
 * images' and one number per pair.
 *
 * @param images `[count, ...]`, images or features: at least two.
 * @returns a scalar, at least 0, in the units of the images times the square root of their size.
 * @throws DiopterError `shape-mismatch` for fewer than two.
 *
 * @example
 * const meanDistance = meanPairDistance(testImages);
 */
export function meanPairDistance(images: tf.Tensor): tf.Scalar {
  const [count = 0, ...rest] = images.shape;
  if (count < 2 || images.rank < 2) {
    throw new DiopterError('shape-mismatch', {
      what: `[${images.shape.join(', ')}] has no two images`,
      where: 'meanPairDistance, argument images',
    });
  }
  const rows = tf.reshape(images, [count, tf.util.sizeFromShape(rest)]);
  const distances = safeSqrt(pairwiseSquaredDistances(rows));
  return tf.div(tf.sum(distances), count * (count - 1));
}
