/** Functions over tensors in double precision, for values that single precision would hide errors of. */

import { record } from '@diopter/core-tensor/jit';
import { randomKey } from '@diopter/core-tensor/random';
import { checkGradient, evaluate, type ReferenceTensor } from '@diopter/core-tensor/reference';
import { flatten } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';

/** What a function over tensors is recorded with, and its values in double precision. */
export interface ExactTensor {
  readonly shape: readonly number[];
  readonly dtype: 'float32';
  readonly data: Float64Array;
}

export function exactTensor(values: readonly number[] | readonly (readonly number[])[]): ExactTensor {
  const [first] = values;
  const shape = Array.isArray(first) ? [values.length, first.length] : [values.length];
  return { shape, dtype: 'float32', data: Float64Array.from(values.flat()) };
}

/** Exact tensors are tensors to the function that is recorded, numbers are scalars. */
type Recorded = (...args: never[]) => tf.Tensor | tf.Tensor[];

/** What `fn` returns for these arguments: trees of exact tensors and numbers. */
export function exactly(fn: Recorded, ...args: readonly unknown[]): ReferenceTensor[] {
  return evaluate(record(fn, args), inputsOf(args));
}

/** How much the gradient of a scalar by its first argument, a tensor, is off, relative to its norm. */
export function gradientError(fn: (x: tf.Tensor) => tf.Scalar, x: ExactTensor): number {
  const gradients = exactly((x: tf.Tensor) => tf.grad(fn)(x), x);
  if (gradients[0]!.data.every((each) => each === 0)) return Number.POSITIVE_INFINITY;
  return checkGradient(record(fn as Recorded, [x]), inputsOf([x]), gradients, randomKey(1)).error;
}

function inputsOf(args: readonly unknown[]): ReferenceTensor[] {
  return flatten(args as unknown).leaves.flatMap((leaf: unknown) => {
    if (typeof leaf === 'number') return [{ shape: [], data: Float64Array.of(leaf) }];
    const { shape, data } = leaf as Partial<ExactTensor>;
    return shape !== undefined && data !== undefined ? [{ shape, data }] : [];
  });
}
