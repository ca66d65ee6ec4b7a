/** The density of priors at tensors of points. */

import { logSumExp } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';
import type { Prior } from './prior.js';
import { definitionOf } from './registry.js';
import { squaredMahalanobis } from './squared-mahalanobis.js';

/**
 * The logarithm of a prior's density, `log Σ_k w_k N(x; m_k, Σ_k)`, in nats, with gradients; eagerly and inside `jit`.
 * {@link logDensityValues} is the same in double precision.
 *
 * @param points `[count, dimensions]`.
 * @returns `[count]`.
 * @throws DiopterError `invalid-argument` for priors without density (swiss rolls and one-hot vectors), `shape-mismatch`
 * for points of other sizes.
 *
 * @example
 * const likelihood = tf.mean(logDensity(prior, codes));
 */
export function logDensity(prior: Prior, points: tf.Tensor): tf.Tensor1D {
  return tf.tidy(() => {
    const { weights, gaussians } = definitionOf(prior).mixture(prior);
    const squares = squaredMahalanobis(gaussians, points, 'logDensity, argument points');
    const peaks = tf.tensor2d(gaussians.map(({ logPeak }, k) => [logPeak + Math.log(weights[k]!)]));
    return logSumExp(tf.sub(peaks, tf.div(squares, 2)), 0) as tf.Tensor1D;
  });
}
