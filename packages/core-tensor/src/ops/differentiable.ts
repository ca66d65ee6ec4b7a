/** Two typed doors to tfjs' tape: an operation that brings its own gradient, and one that leaves no trace. */

import * as tf from '@tensorflow/tfjs';

/**
 * Runs `forward` on `inputs` off the tape and puts one node on it instead, whose gradient is `gradient(dy, inputs, y)`:
 * one tensor per input. A gradient made of differentiable operations can itself be differentiated.
 *
 * @example
 * // The identity with a reversed gradient (Ganin and Lempitsky 2015).
 * const reversed = differentiable([x], (x) => x.clone(), (dy) => [tf.neg(dy)]);
 */
export function differentiable<Inputs extends readonly tf.Tensor[]>(
  inputs: readonly [...Inputs],
  forward: (...inputs: Inputs) => tf.Tensor,
  gradient: (dy: tf.Tensor, inputs: Inputs, y: tf.Tensor) => { readonly [index in keyof Inputs]: tf.Tensor },
): tf.Tensor {
  const operation = tf.customGrad((...received) => {
    const save = received.at(-1) as tf.GradSaveFunc;
    const value = forward(...(inputs as unknown as Inputs));
    save([...inputs, value]);
    return {
      value,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => [
        ...gradient(dy, saved.slice(0, -1) as unknown as Inputs, saved.at(-1)!),
      ],
    };
  });
  return operation(...inputs);
}

/**
 * Runs `make` off the tape: its result is a constant for every gradient. For indices and masks, whose kernels have no
 * gradient: a comparison of a differentiated tensor, left on the tape, makes tfjs throw.
 */
export function offTape<T extends tf.Tensor>(make: () => T): T {
  return tf.customGrad<T>(() => ({ value: make(), gradFunc: () => [] }))();
}
