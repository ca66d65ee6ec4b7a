/** Reductions over whole axes, such as global pooling. */

import * as tf from '@tensorflow/tfjs';
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

export const reduceDefinition: LayerDefinition<Reduce> = {
  arity: [1, 1],
  infer({ axes, keepDimensions }, [input]) {
    const reduced = new Set(axes.map((axis) => axisOf(axis, input!)));
    if (keepDimensions) return input!.map((dimension, axis) => (reduced.has(axis) ? 1 : dimension));
    return input!.filter((_, axis) => !reduced.has(axis));
  },
  apply: ({ method, axes, keepDimensions }, [x]) => methods[method](x!, [...axes], keepDimensions),
};
