/** Points as the Gaussians of a prior see them. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as tf from '@tensorflow/tfjs';
import type { FactoredGaussian } from './factored-gaussian.js';

/**
 * The squared Mahalanobis distance of every point to every Gaussian: `(x - m)ᵀ Σ⁻¹ (x - m)`.
 *
 * @param points `[count, dimensions]`.
 * @returns `[gaussians, count]`.
 * @throws DiopterError `shape-mismatch` for points of another number of dimensions.
 */
export function squaredMahalanobis(
  gaussians: readonly FactoredGaussian[],
  points: tf.Tensor,
  where: string,
): tf.Tensor2D {
  const dimensions = gaussians[0]!.mean.length;
  if (points.rank !== 2 || points.shape[1] !== dimensions) {
    throw new DiopterError('shape-mismatch', {
      what: `the points are [${points.shape.join(', ')}], the prior has ${dimensions} dimensions`,
      where,
    });
  }
  const means = tf.tensor3d(gaussians.map(({ mean }) => [[...mean]]));
  const whitening = tf.tensor3d(gaussians.map((gaussian) => gaussian.whitening.map((row) => [...row])));
  const whitened = tf.matMul(tf.sub(tf.expandDims(points, 0), means), whitening, false, true);
  return tf.sum(tf.square(whitened), 2);
}
