/** Padding. */

import * as tf from '@tensorflow/tfjs';
import { text } from '../../onnx/index.js';
import type { OperatorCall } from '../from-onnx/operator-call.js';
import type { View } from '../from-onnx/view.js';
import { onnxOrder, permuted } from '../layout.js';
import { problem } from '../problem.js';
import { formatShape, frontAxis, plus } from '../shape.js';
import { float32, int64s } from '../to-onnx/constants.js';
import type { LayerDefinition } from './definition.js';

/** See {@link pad}. */
export interface Pad {
  readonly kind: 'pad';
  readonly paddings: readonly (readonly [number, number])[];
  readonly mode: 'constant' | 'reflect' | 'edge';
  readonly value: number;
}

/**
 * Adds `[before, after]` values to every axis: a constant, the image mirrored without its edge (`'reflect'`), or the edge
 * repeated (`'edge'`). Negative numbers cut off.
 *
 * @example
 * pad({ paddings: [[0, 0], [1, 1], [1, 1], [0, 0]], mode: 'reflect' });
 */
export function pad({
  paddings,
  mode = 'constant',
  value = 0,
}: Pick<Pad, 'paddings'> & Partial<Pick<Pad, 'mode' | 'value'>>): Pad {
  return { kind: 'pad', paddings, mode, value };
}

export const padDefinition: LayerDefinition<Pad> = {
  arity: [1, 1],
  infer({ paddings }, [input]) {
    if (paddings.length !== input!.length) {
      throw problem('shape-mismatch', `${paddings.length} paddings for ${formatShape(input!)}`);
    }
    return input!.map((dimension, axis) => plus(dimension, ...paddings[axis]!));
  },
  apply(layer, [x]) {
    const grow = layer.paddings.map(([before, after]): [number, number] => [
      Math.max(before, 0),
      Math.max(after, 0),
    ]);
    const grown = grow.flat().every((count) => count === 0) ? x! : padders[layer.mode](x!, grow, layer.value);
    const cut = layer.paddings.map(([before, after]) => [Math.max(-before, 0), Math.max(-after, 0)] as const);
    if (cut.flat().every((count) => count === 0)) return grown;
    return tf.slice(
      grown,
      cut.map(([before]) => before),
      cut.map(([before, after], axis) => grown.shape[axis]! - before - after),
    );
  },
  toOnnx({ paddings, mode, value }, { inputs: [x], add, constant }) {
    const ordered = permuted(paddings, onnxOrder(paddings.length));
    const sides = [...ordered.map(([before]) => before), ...ordered.map(([, after]) => after)];
    const growth = constant('growth', int64s(sides.map((count) => Math.max(count, 0))));
    const operands = [x!, growth, constant('value', float32(value))];
    const isCut = sides.some((count) => count < 0);
    const grown = add('Pad', operands, { mode: text(mode) }, isCut ? 'grown' : '');
    if (!isCut) return;
    const cut = constant('cut', int64s(sides.map((count) => Math.min(count, 0))));
    add('Pad', [grown, cut]);
  },
  fromOnnx: { Pad: readPad },
};

type Paddings = readonly [number, number][];

const padders: Record<Pad['mode'], (x: tf.Tensor, paddings: Paddings, value: number) => tf.Tensor> = {
  constant: (x, paddings, value) => tf.pad(x, [...paddings], value),
  reflect: (x, paddings) => padByIndex(x, paddings, (i, size) => size - 1 - Math.abs(size - 1 - Math.abs(i))),
  edge: (x, paddings) => padByIndex(x, paddings, (i, size) => Math.min(Math.max(i, 0), size - 1)),
};

/** Pads one axis after the other by gathering: tfjs' mirror padding has no gradient. */
function padByIndex(
  x: tf.Tensor,
  paddings: Paddings,
  source: (i: number, size: number) => number,
): tf.Tensor {
  return paddings.reduce((x, [before, after], axis) => {
    if (before === 0 && after === 0) return x;
    const size = x.shape[axis]!;
    const indices = Array.from({ length: before + size + after }, (_, i) => source(i - before, size));
    return tf.gather(x, tf.tensor1d(indices, 'int32'), axis);
  }, x);
}

function readPad(call: OperatorCall): View {
  const { attributes } = call;
  const x = call.value(0);
  const rank = x.axes.length;
  const pads = call.numbers(1) ?? attributes.ints('pads') ?? [];
  const axes = call.numbers(3)?.map((axis) => frontAxis(axis, rank)) ?? x.axes.map((_, axis) => axis);
  const paddings = x.axes.map((): readonly [number, number] => [0, 0]);
  axes.forEach((axis, i) => {
    paddings[x.axes[axis]!] = [pads[i]!, pads[i + axes.length]!];
  });
  const mode = attributes.text('mode', 'constant');
  if (!isMode(mode)) throw call.refuse(`its mode is ${mode}`);
  const value = call.has(2) ? call.constant(2).data[0]! : attributes.float('value', 0);
  return call.emit(pad({ paddings, mode, value }), [x], { axes: x.axes });
}

function isMode(mode: string): mode is Pad['mode'] {
  return Object.hasOwn(padders, mode);
}
