/** Pooling over windows. */

import * as tf from '@tensorflow/tfjs';
import { int, ints } from '../../onnx/index.js';
import { type Padding, type Pair, toPair } from '../../ops/convolution/padding.js';
import type { OperatorCall } from '../from-onnx/operator-call.js';
import { paddingOf, pairOf } from '../from-onnx/padding.js';
import type { View } from '../from-onnx/view.js';
import { paddingAttributes } from '../to-onnx/padding-attributes.js';
import { overhang, type Sides, sidesOf, windowCount, windowsOf } from '../window.js';
import type { LayerDefinition } from './definition.js';
import { imageOf } from './inputs.js';

/** See {@link maxPool} and {@link averagePool}. */
export interface Pool {
  readonly kind: 'pool';
  readonly method: 'max' | 'average';
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
  readonly ceilMode: boolean;
  readonly countPadding: boolean;
}

/** Options of {@link maxPool} and {@link averagePool}. */
export interface PoolOptions {
  readonly kernelSize?: Pair;
  /** The kernel's size if absent. */
  readonly strides?: Pair;
  readonly padding?: Padding;
  /** Lets a last window hang over the end, if it starts on a value (Caffe always does so, PyTorch if asked). */
  readonly ceilMode?: boolean;
}

/** Largest value of each window. */
export function maxPool({
  kernelSize = 2,
  strides = kernelSize,
  padding = 'valid',
  ceilMode = false,
}: PoolOptions = {}): Pool {
  return {
    kind: 'pool',
    method: 'max',
    kernelSize: toPair(kernelSize),
    strides: toPair(strides),
    padding,
    ceilMode,
    countPadding: false,
  };
}

/**
 * Mean of each window. Padding counts as zeros with `countPadding` and is left out of the mean without it; what hangs
 * over in ceil mode is always left out.
 */
export function averagePool({
  countPadding = false,
  ...options
}: PoolOptions & { countPadding?: boolean } = {}): Pool {
  return { ...maxPool(options), method: 'average', countPadding };
}

/** Along one axis: what to pad, and over how many values each window's mean goes. */
interface PoolAxis {
  readonly pad: [number, number];
  readonly counts: readonly number[];
}

function poolAxis(layer: Pool, axis: 0 | 1, size: number): PoolAxis {
  const window = windowsOf(layer)[axis];
  const sides: Sides = sidesOf(layer.padding, axis, size, window)!;
  const windows = windowCount(layer.padding, axis, size, window, layer.ceilMode)!;
  const pad: [number, number] = [sides[0], sides[1] + overhang(windows, size, sides, window)];
  const [first, end] = layer.countPadding ? [-sides[0], size + sides[1]] : [0, size];
  const counts = Array.from({ length: windows }, (_, i) => {
    const start = i * window.stride - sides[0];
    return Math.min(start + window.size, end) - Math.max(start, first);
  });
  return { pad, counts };
}

/** Below every float32 that a network computes, yet finite: infinities turn into NaN where they are multiplied by zero. */
const lowest = -((2 - 2 ** -23) * 2 ** 127);

export const poolDefinition: LayerDefinition<Pool> = {
  arity: [1, 1],
  infer(layer, inputs) {
    const [batch, height, width, channels] = imageOf(inputs);
    const [rows, columns] = windowsOf(layer);
    const { padding, ceilMode } = layer;
    return [
      batch,
      windowCount(padding, 0, height, rows, ceilMode),
      windowCount(padding, 1, width, columns, ceilMode),
      channels,
    ];
  },
  apply(layer, [x]) {
    const [, height = 0, width = 0] = x!.shape;
    const rows = poolAxis(layer, 0, height);
    const columns = poolAxis(layer, 1, width);
    const kernelSize: [number, number] = [...layer.kernelSize];
    const strides: [number, number] = [...layer.strides];
    const padded = pad(x!, rows, columns, layer.method === 'max' ? lowest : 0);
    if (layer.method === 'max') return tf.maxPool(padded, kernelSize, strides, 'valid');
    return byCount(tf.avgPool(padded, kernelSize, strides, 'valid'), rows, columns, kernelSize);
  },
  toOnnx(layer, { inputs, inputShapes, add }) {
    add(layer.method === 'max' ? 'MaxPool' : 'AveragePool', inputs, {
      kernel_shape: ints(layer.kernelSize),
      strides: ints(layer.strides),
      ceil_mode: int(Number(layer.ceilMode)),
      ...(layer.method === 'average' && { count_include_pad: int(Number(layer.countPadding)) }),
      ...paddingAttributes(layer, inputShapes[0]!),
    });
  },
  fromOnnx: {
    MaxPool: (call) => readPool(call, 'max'),
    AveragePool: (call) => readPool(call, 'average'),
  },
};

function pad(x: tf.Tensor, rows: PoolAxis, columns: PoolAxis, value: number): tf.Tensor4D {
  const needed = [...rows.pad, ...columns.pad].some((count) => count > 0);
  return (needed ? tf.pad(x, [[0, 0], rows.pad, columns.pad, [0, 0]], value) : x) as tf.Tensor4D;
}

/** Turns means over whole windows into means over the values that count. */
function byCount(
  means: tf.Tensor,
  rows: PoolAxis,
  columns: PoolAxis,
  [height, width]: readonly number[],
): tf.Tensor {
  const area = height! * width!;
  const corrections = rows.counts.flatMap((row) => columns.counts.map((column) => area / (row * column)));
  if (corrections.every((correction) => correction === 1)) return means;
  return tf.mul(means, tf.tensor(corrections, [rows.counts.length, columns.counts.length, 1]));
}

function readPool(call: OperatorCall, method: Pool['method']): View {
  const { attributes, node } = call;
  if (attributes.ints('dilations')?.some((dilation) => dilation !== 1)) {
    throw call.refuse('its windows are dilated');
  }
  if ((node.outputs[1] ?? '') !== '') {
    throw call.refuse('its second output, the positions of the maxima, is used');
  }
  const x = call.image(0);
  const window = {
    kernelSize: pairOf(call, 'kernel_shape', [1, 1]),
    strides: pairOf(call, 'strides', [1, 1]),
  };
  const options = {
    ...window,
    padding: paddingOf(call, x.shape, windowsOf(window)),
    ceilMode: attributes.int('ceil_mode', 0) === 1,
    countPadding: attributes.int('count_include_pad', 0) === 1,
  };
  return call.emit(method === 'max' ? maxPool(options) : averagePool(options), [x]);
}
