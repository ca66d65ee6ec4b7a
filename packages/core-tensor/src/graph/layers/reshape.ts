/** Change of shape with the same values. */

import { ints } from '../../onnx/index.js';
import { reshapeReaders } from '../from-onnx/read-reshape.js';
import { channelsFirst, permuted } from '../layout.js';
import { problem } from '../problem.js';
import { countOf, type Dimension, formatShape, type Shape } from '../shape.js';
import { int64s } from '../to-onnx/constants.js';
import { orderedInput } from '../to-onnx/element-order.js';
import type { LayerDefinition } from './definition.js';
import { type ElementOrder, reshapeInOrder } from './element-order.js';

/** See {@link reshape}. */
export interface Reshape {
  readonly kind: 'reshape';
  readonly shape: Shape;
  readonly order: ElementOrder;
}

/**
 * Gives the same values another shape. In `shape`, `null` keeps the input's size on that axis and one -1 takes what is
 * left. `order` says in which order an image's values are read and written; `shape` is NHWC either way.
 *
 * @example
 * reshape({ shape: [null, 4, 4, 256] });
 */
export function reshape({ shape, order = 'nhwc' }: { shape: Shape; order?: ElementOrder }): Reshape {
  return { kind: 'reshape', shape, order };
}

function target({ shape }: Reshape, input: Shape): Shape {
  const kept = shape.map((dimension, axis) => (dimension === null ? input[axis]! : dimension));
  const left = leftOver(kept, shape, input);
  const output = kept.map((dimension) => (dimension === -1 ? left : dimension));
  const [before, after] = [countOf(input), countOf(output)];
  const fits = before === null || after === null ? left === null || Number.isInteger(left) : before === after;
  if (fits) return output;
  throw problem('shape-mismatch', `${formatShape(input)} cannot be reshaped to ${formatShape(shape)}`);
}

/** What -1 stands for. Axes of unknown size that are kept cancel out. */
function leftOver(kept: Shape, shape: Shape, input: Shape): Dimension {
  const cancels = (axis: number) => shape[axis] === null && input[axis] === null;
  const total = countOf(input.filter((_, axis) => !cancels(axis)));
  const rest = countOf(kept.filter((dimension, axis) => dimension !== -1 && !cancels(axis)));
  return total === null || rest === null ? null : total / rest;
}

/** The target in ONNX' spelling: 0 copies the size of the input's axis at the same place, -1 takes what is left. */
function onnxTarget({ shape, order }: Reshape, input: Shape): number[] {
  return shape.map((dimension, axis) => {
    const size = dimension ?? input[axis] ?? null;
    if (size !== null) return size;
    const samePlace = axis === 0 || order === 'nhwc' || input.length === shape.length;
    if (samePlace) return 0;
    throw problem(
      'invalid-graph',
      `axis ${axis}, of unknown size, cannot be kept in ONNX`,
      'state the size of the input',
    );
  });
}

export const reshapeDefinition: LayerDefinition<Reshape> = {
  arity: [1, 1],
  infer: (layer, [input]) => target(layer, input!),
  apply: (layer, [x]) => reshapeInOrder(x!, target(layer, x!.shape) as number[], layer.order),
  toOnnx(layer, { inputs: [x], inputShapes: [input], shape: output, add, constant }) {
    const { order } = layer;
    const read = orderedInput(order, x!, input!, add);
    const dimensions = onnxTarget(layer, input!);
    const image = output.length === 4;
    const written = order === 'nchw' && image ? permuted(dimensions, channelsFirst) : dimensions;
    const moved = order === 'nhwc' && image;
    const y = add('Reshape', [read, constant('shape', int64s(written))], {}, moved ? 'channels-last' : '');
    if (moved) add('Transpose', [y], { perm: ints(channelsFirst) });
  },
  fromOnnx: reshapeReaders,
};
