/** Products of all pairs of rows at once. */

import * as tf from '@tensorflow/tfjs';

/**
 * The mean of `x_i x_j` over all pairs of different places along an axis, element by element: `((Σ x)² - Σ x²) / (n (n - 1))`. Of
 * masks of active units it is the share of pairs that make a unit active together.
 */
export function pairProducts(x: tf.Tensor, axis: number): tf.Tensor {
  const count = x.shape[axis]!;
  const pairs = tf.sub(tf.square(tf.sum(x, axis)), tf.sum(tf.square(x), axis));
  return tf.div(pairs, count * (count - 1));
}
