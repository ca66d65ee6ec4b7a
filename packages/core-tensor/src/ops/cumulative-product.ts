/** `cumulativeProduct`: running products along an axis, differentiable also where factors are zero. */

import * as tf from '@tensorflow/tfjs';

export interface CumulativeProductOptions {
  readonly axis?: number;
  /** Leave the element itself out: the first product is then 1. */
  readonly exclusive?: boolean;
  /** Run from the last element to the first. */
  readonly reverse?: boolean;
}

/**
 * `y_i = x_0 x_1 ... x_i` along `axis`. Made of `ceil(log2 n)` shifted products (Hillis and Steele's scan), so that its
 * gradient never divides by a factor, as the quotient rule would.
 */
export function cumulativeProduct(
  x: tf.Tensor,
  { axis = 0, exclusive = false, reverse = false }: CumulativeProductOptions = {},
): tf.Tensor {
  const along = axis < 0 ? axis + x.rank : axis;
  const forwards = reverse ? tf.reverse(x, along) : x;
  let product = exclusive ? shift(forwards, along, 1) : forwards;
  for (let distance = 1; distance < x.shape[along]!; distance *= 2) {
    product = tf.mul(product, shift(product, along, distance));
  }
  return reverse ? tf.reverse(product, along) : product;
}

/** Moves elements `distance` places towards higher indices and fills up with ones. */
function shift(x: tf.Tensor, axis: number, distance: number): tf.Tensor {
  const size = x.shape[axis]!;
  const resized = (length: number) => x.shape.map((old, i) => (i === axis ? length : old));
  const begin = x.shape.map(() => 0);
  const moved = Math.min(distance, size);
  return tf.concat([tf.ones(resized(moved), x.dtype), tf.slice(x, begin, resized(size - moved))], axis);
}
