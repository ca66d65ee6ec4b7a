/** `pairwiseSquaredDistances`: squared Euclidean distances between the rows of one or two matrices. */

import * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../errors/index.js';
import { stopGradient } from './stop-gradient.js';

/**
 * `d_ij = |x_i - y_j|^2`, from one Gram matrix: rows are centred first, because the identity
 * `|x|^2 + |y|^2 - 2 x y` cancels badly far from the origin; rounding below zero is clamped (with gradient 0 there), and
 * within one set the diagonal is exactly zero.
 *
 * @param x `[n, features]`.
 * @param y `[m, features]`; left out, distances within `x`.
 * @returns `[n, m]`, never negative.
 * @throws DiopterError `shape-mismatch` when the rows differ in length.
 */
export function pairwiseSquaredDistances(x: tf.Tensor, y: tf.Tensor = x): tf.Tensor2D {
  if (x.rank !== 2 || y.rank !== 2 || x.shape[1] !== y.shape[1]) {
    throw new DiopterError('shape-mismatch', {
      where: 'pairwiseSquaredDistances',
      what: `[${x.shape}] and [${y.shape}] are not matrices with rows of one length`,
    });
  }
  // Distances do not depend on the centre, so it needs no gradient.
  const centre = stopGradient(tf.mean(x, 0, true));
  const a = tf.sub(x, centre);
  const b = y === x ? a : tf.sub(y, centre);
  const squaresOf = (rows: tf.Tensor) => tf.sum(tf.square(rows), 1, true);
  const gram = tf.matMul(a, b, false, true);
  const distances = tf.relu(
    tf.sub(tf.add(squaresOf(a), tf.transpose(squaresOf(b))), tf.mul(gram, 2)),
  ) as tf.Tensor2D;
  return y === x ? tf.mul(distances, tf.sub(1, tf.eye(x.shape[0]!))) : distances;
}
