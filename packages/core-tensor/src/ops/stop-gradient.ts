/** `stopGradient`: a value that gradients do not flow through. */

import * as tf from '@tensorflow/tfjs';
import { differentiable } from './differentiable.js';

/**
 * Returns `x` unchanged; its gradient is zero.
 *
 * @example
 * const loss = tf.sum(tf.square(tf.sub(prediction, stopGradient(target))));
 */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  return differentiable(
    [x],
    (x) => x.clone(),
    (dy) => [tf.zerosLike(dy)],
  ) as T;
}
