/** How far codes are from the components of a prior. */

import { safeSqrt } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';
import type { Prior } from './prior.js';
import { definitionOf } from './registry.js';
import { squaredMahalanobis } from './squared-mahalanobis.js';

/** What {@link mahalanobis} returns, `[count]` each. */
export interface NearestComponent {
  /** In standard deviations, at least 0. */
  readonly distance: tf.Tensor1D;
  /** Which component it is, from 0; int32. */
  readonly component: tf.Tensor1D;
}

/**
 * The Mahalanobis distance `√((x - m)ᵀ Σ⁻¹ (x - m))` of each point to the nearest component of a prior, eagerly and
 * inside `jit`. Of a single Gaussian's own samples the squares follow a chi-squared distribution with as many degrees
 * of freedom as dimensions: in the plane 95 % are closer than 2.45 and 99 % closer than 3.03. Where components
 * overlap, the nearest one is closer than the one that a sample came from, so the shares are larger.
 *
 * @param points `[count, dimensions]`.
 * @throws DiopterError `invalid-argument` for priors without density, `shape-mismatch` for points of other sizes.
 *
 * @example
 * const { distance } = mahalanobis(gaussianRing(), codes);
 * const share = tf.mean(tf.cast(tf.less(distance, 2.45), 'float32')); // near 0.95 for a good fit
 */
export function mahalanobis(prior: Prior, points: tf.Tensor): NearestComponent {
  return tf.tidy(() => {
    const { gaussians } = definitionOf(prior).mixture(prior);
    const squares = squaredMahalanobis(gaussians, points, 'mahalanobis, argument points');
    return {
      distance: safeSqrt(tf.min<tf.Tensor1D>(squares, 0)),
      component: tf.argMin<tf.Tensor1D>(squares, 0),
    };
  });
}
