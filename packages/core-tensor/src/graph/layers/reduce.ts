/** Reductions over whole axes, such as global pooling. */

import * as tf from '@tensorflow/tfjs';
import { int, ints } from '../../onnx/index.js';
import { inverse, isIdentity, onnxAxis, onnxOrder } from '../layout.js';
import { int64s } from '../to-onnx/constants.js';
import type { LayerDefinition } from './definition.js';
import { axisOf } from './inputs.js';

/** See {@link reduce}. Axes may count from the back. */
export interface Reduce {
  readonly kind: 'reduce';
  readonly method: 'mean' | 'sum' | 'max' | 'min' | 'prod';
  readonly axes: readonly number[];
  readonly keepDimensions: boolean;
}

/** Reduces the given axes to one value, or away. */
export function reduce({
  method,
  axes,
  keepDimensions = false,
}: Pick<Reduce, 'method' | 'axes'> & { keepDimensions?: boolean }): Reduce {
  return { kind: 'reduce', method, axes, keepDimensions };
}

/** Mean over height and width: `[batch, channels]`, or `[batch, 1, 1, channels]` with `keepDimensions`. */
export function globalAveragePool({ keepDimensions = false } = {}): Reduce {
  return reduce({ method: 'mean', axes: [1, 2], keepDimensions });
}

/** Maximum over height and width: `[batch, channels]`, or `[batch, 1, 1, channels]` with `keepDimensions`. */
export function globalMaxPool({ keepDimensions = false } = {}): Reduce {
  return reduce({ method: 'max', axes: [1, 2], keepDimensions });
}

const methods: Record<Reduce['method'], (x: tf.Tensor, axes: number[], keepDims: boolean) => tf.Tensor> = {
  mean: tf.mean,
  sum: tf.sum,
  max: tf.max,
  min: tf.min,
  prod: tf.prod,
};

/** ONNX' operator of each method. */
export const onnxOperators: Record<Reduce['method'], string> = {
  mean: 'ReduceMean',
  sum: 'ReduceSum',
  max: 'ReduceMax',
  min: 'ReduceMin',
  prod: 'ReduceProd',
};

/** The rank of each entry among the others: where it stands when they are sorted. */
function permutationTo(axes: readonly number[]): number[] {
  return axes.map((axis) => axes.filter((other) => other < axis).length);
}

export const reduceDefinition: LayerDefinition<Reduce> = {
  arity: [1, 1],
  infer({ axes, keepDimensions }, [input]) {
    const reduced = new Set(axes.map((axis) => axisOf(axis, input!)));
    if (keepDimensions) return input!.map((dimension, axis) => (reduced.has(axis) ? 1 : dimension));
    return input!.filter((_, axis) => !reduced.has(axis));
  },
  apply: ({ method, axes, keepDimensions }, [x]) => methods[method](x!, [...axes], keepDimensions),
  toOnnx({ method, axes, keepDimensions }, { inputs: [x], inputShapes: [input], add, constant }) {
    const rank = input!.length;
    const reduced = axes.map((axis) => onnxAxis(axisOf(axis, input!), rank));
    const op = onnxOperators[method];
    const attributes = { keepdims: int(Number(keepDimensions)) };
    const remaining = onnxOrder(rank).filter((_, axis) => !reduced.includes(axis));
    const order = inverse(permutationTo(remaining));
    const misplaced = !keepDimensions && !isIdentity(order);
    const y = add(op, [x!, constant('axes', int64s(reduced))], attributes, misplaced ? 'reduced' : '');
    if (misplaced) add('Transpose', [y], { perm: ints(order) });
  },
};
