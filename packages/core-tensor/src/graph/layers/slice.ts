/** Regular parts of a tensor: crops, strides and reversals. */

import * as tf from '@tensorflow/tfjs';
import type { OperatorCall } from '../from-onnx/operator-call.js';
import type { View } from '../from-onnx/view.js';
import { onnxAxis } from '../layout.js';
import { problem } from '../problem.js';
import type { Dimension, Shape } from '../shape.js';
import { frontAxis } from '../shape.js';
import { rangeOf, type SliceRange, type Walk } from '../slice-range.js';
import { int64s } from '../to-onnx/constants.js';
import type { LayerDefinition } from './definition.js';

/** See {@link slice}. */
export interface Slice {
  readonly kind: 'slice';
  /** By axis, from the first; axes beyond are kept whole. */
  readonly ranges: readonly SliceRange[];
}

/**
 * Takes a regular part along each axis, with Python's meaning of negative numbers.
 *
 * @example
 * slice({ ranges: [{}, { start: 14, end: 241 }, { start: 14, end: 241 }] }); // the centre 227 x 227 of 256 x 256
 * slice({ ranges: [{}, {}, {}, { step: -1 }] }); // RGB to BGR
 */
export function slice({ ranges }: { ranges: readonly Partial<SliceRange>[] }): Slice {
  return {
    kind: 'slice',
    ranges: ranges.map(({ start = null, end = null, step = 1 }) => ({ start, end, step })),
  };
}

const isWhole = ({ start, end, step }: SliceRange) =>
  Math.abs(step) === 1 && (start === null || (start === 0 && step > 0)) && end === null;

function sizeAfter(range: SliceRange | undefined, size: Dimension): Dimension {
  if (range === undefined || isWhole(range)) return size;
  return size === null ? null : rangeOf(range, size).count;
}

/** Beyond the end of every axis; ONNX clamps it. */
const farEnd = 2 ** 53;

export const sliceDefinition: LayerDefinition<Slice> = {
  arity: [1, 1],
  infer({ ranges }, [input]): Shape {
    if (ranges.length > input!.length || ranges.some(({ step }) => step === 0)) {
      throw problem('shape-mismatch', `${ranges.length} ranges for ${input!.length} axes, or a step of zero`);
    }
    return input!.map((dimension, axis) => sizeAfter(ranges[axis], dimension));
  },
  apply({ ranges }, [x]) {
    return ranges.reduce((x, range, axis) => take(x, axis, rangeOf(range, x.shape[axis]!)), x!);
  },
  toOnnx({ ranges }, { inputs: [x], shape, add, constant }) {
    const named = [
      ['starts', ranges.map(({ start, step }) => start ?? (step > 0 ? 0 : farEnd))],
      ['ends', ranges.map(({ end, step }) => end ?? (step > 0 ? farEnd : -farEnd))],
      ['axes', ranges.map((_, axis) => onnxAxis(axis, shape.length))],
      ['steps', ranges.map(({ step }) => step)],
    ] as const;
    add('Slice', [x!, ...named.map(([name, values]) => constant(name, int64s(values)))]);
  },
  fromOnnx: { Slice: readSlice, Split: readSplit },
};

/** Every operation here has a gradient, which `tf.stridedSlice` has not. Backwards is forwards, then reversed. */
function take(x: tf.Tensor, axis: number, { first, count, step }: Walk): tf.Tensor {
  if (step > 0) return every(x, axis, first, count, step);
  const forwards = every(x, axis, first + (count - 1) * step, count, -step);
  return tf.reverse(forwards, axis);
}

function every(x: tf.Tensor, axis: number, first: number, count: number, step: number): tf.Tensor {
  if (step === 1) return part(x, axis, first, count);
  const span = count * step;
  const rest = x.shape[axis]! - first;
  const from = part(x, axis, first, Math.min(span, rest));
  const paddings = x.shape.map((_, i): [number, number] => [0, i === axis ? Math.max(span - rest, 0) : 0]);
  const whole = span > rest ? tf.pad(from, paddings) : from;
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const rows = tf.reshape(whole, [...before, count, step, ...after]);
  return tf.reshape(part(rows, axis + 1, 0, 1), [...before, count, ...after]);
}

function part(x: tf.Tensor, axis: number, first: number, count: number): tf.Tensor {
  if (first === 0 && count === x.shape[axis]) return x;
  const begin = x.shape.map((_, i) => (i === axis ? first : 0));
  return tf.slice(
    x,
    begin,
    x.shape.map((size, i) => (i === axis ? count : size)),
  );
}

function readSlice(call: OperatorCall): View {
  const { attributes } = call;
  const x = call.value(0);
  const starts = call.numbers(1) ?? attributes.ints('starts') ?? [];
  const ends = call.numbers(2) ?? attributes.ints('ends') ?? [];
  const axes = call.numbers(3) ?? attributes.ints('axes') ?? starts.map((_, i) => i);
  const steps = call.numbers(4) ?? starts.map(() => 1);
  const ranges = x.axes.map((): Partial<SliceRange> => ({}));
  axes.forEach((axis, i) => {
    ranges[x.axes[frontAxis(axis, x.axes.length)]!] = rangeOfFile(starts[i]!, ends[i]!, steps[i]!);
  });
  return call.emit(slice({ ranges }), [x], { axes: x.axes });
}

/** Files write "to the end" as a number beyond it. */
function rangeOfFile(start: number, end: number, step: number): SliceRange {
  const beyond = 2 ** 31 - 1;
  const [first, last] = step > 0 ? [0, beyond] : [-beyond, -1];
  const isStart = step > 0 ? start === first : start === last || start >= beyond;
  const isEnd = step > 0 ? end >= last : end <= first;
  return { start: isStart ? null : start, end: isEnd ? null : end, step };
}

function readSplit(call: OperatorCall): readonly View[] {
  const { attributes, node } = call;
  const x = call.value(0);
  const axis = x.axes[frontAxis(attributes.int('axis', 0), x.axes.length)]!;
  const size = x.shape[axis]!;
  const parts = call.numbers(1) ?? attributes.ints('split') ?? equalParts(size, node.outputs.length);
  if (parts === undefined) throw call.refuse('the size of the axis that it splits is not known');
  let end = 0;
  return parts.map((part, output) => {
    const start = end;
    end += part;
    const ranges = x.axes.map((_, i): Partial<SliceRange> => (i === axis ? { start, end } : {}));
    return call.emit(slice({ ranges }), [x], { axes: x.axes, output });
  });
}

function equalParts(size: Dimension, count: number): number[] | undefined {
  if (size === null) return undefined;
  const part = Math.ceil(size / count);
  return Array.from({ length: count }, (_, i) => Math.min(part, size - i * part));
}
