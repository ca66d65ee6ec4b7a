/** The norm of a tree of gradients, and gradients cut to a largest norm. */

import * as tf from '@tensorflow/tfjs';
import { safeSqrt } from '../ops/index.js';
import { flatten, mapTree, type Tree } from '../tree/index.js';
import { tidyTree } from './tidy-tree.js';

/**
 * The Euclidean norm of all leaves together, a scalar. Its own gradient at zero is zero.
 *
 * Overflows to infinity beyond 1.8e19, as squares do in float32.
 */
export function globalNorm(tree: Tree<tf.Tensor>): tf.Scalar {
  return tf.tidy(() => {
    const squares = flatten(tree).leaves.map((leaf) => tf.sum<tf.Scalar>(tf.square(leaf)));
    return safeSqrt(squares.reduce((sum, square) => tf.add(sum, square), tf.scalar(0)));
  });
}

/**
 * Gradients scaled so that their global norm is at most `maximum` (R. Pascanu, T. Mikolov and Y. Bengio,
 * arXiv:1211.5063, algorithm 1), and the norm before. Smaller ones keep their bits, all-zero ones stay zero.
 *
 * NaN and infinite gradients come out as NaN: look at the norm, or at the loss, to stop.
 *
 * @param maximum above 0.
 * @example
 * const { gradients: clipped, norm } = clipByGlobalNorm(gradients, 1);
 */
export function clipByGlobalNorm<G extends Tree<tf.Tensor>>(
  gradients: G,
  maximum: number | tf.Scalar,
): { gradients: G; norm: tf.Scalar } {
  return tidyTree(() => {
    const norm = globalNorm(gradients);
    const factor = tf.div(maximum, tf.maximum(norm, maximum));
    const clipped = mapTree((gradient) => tf.mul(gradient as tf.Tensor, factor), gradients) as G;
    return { gradients: clipped, norm };
  });
}
