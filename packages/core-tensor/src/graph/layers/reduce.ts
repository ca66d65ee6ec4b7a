/** Reductions over whole axes, such as global pooling. */

import * as tf from '@tensorflow/tfjs';
import { int, ints } from '../../onnx/index.js';
import type { OperatorCall, OperatorReader } from '../from-onnx/operator-call.js';
import { inFileOrder, type View } from '../from-onnx/view.js';
import { inverse, isIdentity, onnxAxis, onnxOrder, ranksOf } from '../layout.js';
import { frontAxis } from '../shape.js';
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
const onnxOperators: Record<Reduce['method'], string> = {
  mean: 'ReduceMean',
  sum: 'ReduceSum',
  max: 'ReduceMax',
  min: 'ReduceMin',
  prod: 'ReduceProd',
};

export const reduceDefinition: LayerDefinition<Reduce> = {
  arity: [1, 1],
  infer({ axes, keepDimensions }, [input]) {
    const reduced = new Set(axes.map((axis) => axisOf(axis, input!)));
    if (keepDimensions) return input!.map((dimension, axis) => (reduced.has(axis) ? 1 : dimension));
    return input!.filter((_, axis) => !reduced.has(axis));
  },
  apply: ({ method, axes, keepDimensions }, [x]) =>
    // tfjs takes no axes for all axes.
    axes.length === 0 ? x! : methods[method](x!, [...axes], keepDimensions),
  toOnnx({ method, axes, keepDimensions }, { inputs: [x], inputShapes: [input], add, constant }) {
    const rank = input!.length;
    const reduced = axes.map((axis) => onnxAxis(axisOf(axis, input!), rank));
    const op = onnxOperators[method];
    const attributes = { keepdims: int(Number(keepDimensions)) };
    const remaining = onnxOrder(rank).filter((_, axis) => !reduced.includes(axis));
    const order = inverse(ranksOf(remaining));
    const misplaced = !keepDimensions && !isIdentity(order);
    const y = add(op, [x!, constant('axes', int64s(reduced))], attributes, misplaced ? 'reduced' : '');
    if (misplaced) add('Transpose', [y], { perm: ints(order) });
  },
  fromOnnx: {
    ...Object.fromEntries(
      Object.entries(onnxOperators).map(([method, op]): [string, OperatorReader] => [
        op,
        (call) => readReduce(call, method as Reduce['method']),
      ]),
    ),
    GlobalAveragePool: (call) => readGlobalPool(call, 'mean'),
    GlobalMaxPool: (call) => readGlobalPool(call, 'max'),
  },
};

function readReduce(call: OperatorCall, method: Reduce['method']): View {
  const { attributes } = call;
  const x = call.value(0);
  const rank = x.axes.length;
  const stated = call.numbers(1) ?? attributes.ints('axes');
  const none = (stated ?? []).length === 0;
  if (none && attributes.int('noop_with_empty_axes', 0) === 1) {
    return call.emit(reduce({ method, axes: [], keepDimensions: true }), [x], { axes: x.axes });
  }
  const reduced = (none ? inFileOrder(rank) : stated!).map((axis) => frontAxis(axis, rank));
  const keepDimensions = attributes.int('keepdims', 1) === 1;
  const layer = reduce({ method, axes: reduced.map((axis) => x.axes[axis]!), keepDimensions });
  const remaining = x.axes.filter((_, axis) => !reduced.includes(axis));
  const axes = ranksOf(remaining);
  return call.emit(layer, [x], { axes: keepDimensions ? x.axes : axes });
}

/** Over height and width, or whatever follows the channels. */
function readGlobalPool(call: OperatorCall, method: Reduce['method']): View {
  const x = call.value(0);
  return call.emit(reduce({ method, axes: x.axes.slice(2), keepDimensions: true }), [x], { axes: x.axes });
}
