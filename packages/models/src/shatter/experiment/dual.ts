/** Values with their derivative along one direction, carried forward through a network. */

import { stopGradient } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';

/** Stacks of rows, `[seeds, rows, units]`, and their derivative where one is wanted. */
export interface Dual {
  readonly value: tf.Tensor;
  readonly tangent?: tf.Tensor | undefined;
}

/** A linear function of a value: its derivative takes the same way. */
function linearly({ value, tangent }: Dual, f: (x: tf.Tensor) => tf.Tensor): Dual {
  return { value: f(value), tangent: tangent && f(tangent) };
}

/** `x W + b`, `W` of `[seeds, from, to]`; `b` of `[seeds, 1, to]`. */
export function affine(x: Dual, weights: tf.Tensor, bias?: tf.Tensor): Dual {
  const { value, tangent } = linearly(x, (rows) => tf.matMul(rows, weights));
  return { value: bias === undefined ? value : tf.add(value, bias), tangent };
}

/** `a + factor b`. */
export function plusScaled(a: Dual, b: Dual, factor: number): Dual {
  return {
    value: tf.add(a.value, tf.mul(b.value, factor)),
    tangent: a.tangent && b.tangent && tf.add(a.tangent, tf.mul(b.tangent, factor)),
  };
}

/** `max(x, 0)`. */
export function rectified({ value, tangent }: Dual): Dual {
  return { value: tf.relu(value), tangent: tangent && tf.mul(tangent, tf.step(value)) };
}

/** `[relu(x), relu(-x)]`, CReLU. At 0 the negative half has the slope, so that one of both always has. */
export function concatenatedRectified({ value, tangent }: Dual): Dual {
  const passed = tangent && tf.mul(tangent, tf.step(value));
  return {
    value: tf.concat([tf.relu(value), tf.relu(tf.neg(value))], -1),
    tangent: tangent && passed && tf.concat([passed, tf.sub(passed, tangent)], -1),
  };
}

/** The value minus its mean over the rows. The mean is a constant for every derivative. */
export function centred({ value, tangent }: Dual): Dual {
  const mean = stopGradient(tf.mean(value, 1, true));
  return { value: tf.sub(value, mean), tangent };
}

/** What batch norm adds to a variance. */
const epsilon = 1e-5;

/** Centred and divided by the deviation over the rows. Mean and deviation are constants for every derivative. */
export function batchNormalised(x: Dual): Dual {
  const { value, tangent } = centred(x);
  const deviation = stopGradient(tf.sqrt(tf.add(tf.mean(tf.square(value), 1, true), epsilon)));
  return linearly({ value, tangent }, (rows) => tf.div(rows, deviation));
}
