/** Learning rates as functions of the step: one formula each, for numbers on the host and for tensors in a recorded step. */

import * as tf from '@tensorflow/tfjs';

/** The operations that formulas of schedules are written with, on numbers or on scalars. */
export interface Arithmetic<T> {
  constant(value: number): T;
  /** slope x + offset */
  linear(x: T, slope: number, offset: number): T;
  multiply(a: T, b: T): T;
  minimum(x: T, bound: number): T;
  maximum(x: T, bound: number): T;
  cos(x: T): T;
  exp(x: T): T;
  /** `above` where x > threshold, `otherwise` elsewhere. */
  choose(x: T, threshold: number, above: T, otherwise: T): T;
}

/** The value at a step, counted from 1. */
export type Formula = <T>(step: T, math: Arithmetic<T>) => T;

/**
 * A learning rate (or any other number) that depends on the step, which counts from 1. Called with a number it gives a
 * number; called with a float32 scalar it gives a scalar, in a recorded step too.
 */
export interface Schedule {
  (step: number): number;
  (step: tf.Scalar): tf.Scalar;
  /** What other schedules are made of this one with. */
  readonly formula: Formula;
}

/**
 * The schedule of a formula.
 *
 * @example
 * const falling = schedule((step, math) => math.maximum(math.linear(step, -1e-6, 1e-3), 1e-5)); // 1e-3 - 1e-6 step
 * falling(100); // 9e-4
 */
export function schedule(formula: Formula): Schedule {
  function evaluate(step: number): number;
  function evaluate(step: tf.Scalar): tf.Scalar;
  function evaluate(step: number | tf.Scalar): number | tf.Scalar {
    return typeof step === 'number' ? formula(step, onNumbers) : tf.tidy(() => formula(step, onScalars));
  }
  return Object.assign(evaluate, { formula });
}

const onNumbers: Arithmetic<number> = {
  constant: (value) => value,
  linear: (x, slope, offset) => slope * x + offset,
  multiply: (a, b) => a * b,
  minimum: Math.min,
  maximum: Math.max,
  cos: Math.cos,
  exp: Math.exp,
  choose: (x, threshold, above, otherwise) => (x > threshold ? above : otherwise),
};

const onScalars: Arithmetic<tf.Scalar> = {
  constant: (value) => tf.scalar(value),
  linear: (x, slope, offset) => tf.add(tf.mul(x, slope), offset),
  multiply: (a, b) => tf.mul(a, b),
  minimum: (x, bound) => tf.minimum(x, bound),
  maximum: (x, bound) => tf.maximum(x, bound),
  cos: (x) => tf.cos(x),
  exp: (x) => tf.exp(x),
  choose: (x, threshold, above, otherwise) => tf.where(tf.greater(x, threshold), above, otherwise),
};
