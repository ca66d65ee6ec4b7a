/** The derivative of networks from R to R along a line. */

import * as tf from '@tensorflow/tfjs';
import { hiddenLayers } from './hidden-layers.js';
import type { NetworkSpecification } from './options.js';
import type { NetworkWeights } from './weights.js';

/**
 * `df/dx` of every network at points of a line, carried forward beside the values. Statistics of centring and batch norm, over
 * the points, are constants for it.
 *
 * @param grid `[points]`.
 * @returns `[seeds, points]`.
 */
export function lineDerivative(
  grid: tf.Tensor,
  weights: NetworkWeights,
  specification: Omit<NetworkSpecification, 'width' | 'inputs'>,
): tf.Tensor {
  const { seeds } = specification;
  const points = grid.size;
  const value = tf.tile(tf.reshape(grid, [1, points, 1]), [seeds, 1, 1]);
  const layers = hiddenLayers({ value, tangent: tf.onesLike(value) }, weights, specification);
  return tf.reshape(tf.matMul(layers.at(-1)!.last.tangent!, weights.readOut), [seeds, points]);
}
