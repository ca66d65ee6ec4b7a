/** Regular parts of a tensor: crops, strides and reversals. */

import * as tf from '@tensorflow/tfjs';
import { onnxAxis } from '../layout.js';
import { problem } from '../problem.js';
import type { Dimension, Shape } from '../shape.js';
import { int64s } from '../to-onnx/constants.js';
import type { LayerDefinition } from './definition.js';

/** The part of one axis: from `start` up to and without `end`, every `step`-th; as in Python, `null` is to the end. */
export interface SliceRange {
  readonly start: number | null;
  readonly end: number | null;
  readonly step: number;
}

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

/** A range on an axis of known size, walked forwards: `count` values from `first`, `step` apart, then maybe reversed. */
interface Walk {
  readonly first: number;
  readonly count: number;
  readonly step: number;
  readonly reversed: boolean;
}

function walkOf({ start, end, step }: SliceRange, size: number): Walk {
  const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
  const clamp = (i: number) => Math.min(Math.max(i < 0 ? i + size : i, low), high);
  const from = start === null ? (step > 0 ? low : high) : clamp(start);
  const to = end === null ? (step > 0 ? high : low) : clamp(end);
  const count = Math.max(Math.ceil((to - from) / step), 0);
  const last = from + (count - 1) * step;
  return { first: step > 0 ? from : last, count, step: Math.abs(step), reversed: step < 0 };
}

const isWhole = ({ start, end, step }: SliceRange) =>
  Math.abs(step) === 1 && (start === null || (start === 0 && step > 0)) && end === null;

function sizeAfter(range: SliceRange | undefined, size: Dimension): Dimension {
  if (range === undefined || isWhole(range)) return size;
  return size === null ? null : walkOf(range, size).count;
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
    return ranges.reduce((x, range, axis) => take(x, axis, walkOf(range, x.shape[axis]!)), x!);
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
};

/** Every operation here has a gradient, which `tf.stridedSlice` has not. */
function take(x: tf.Tensor, axis: number, { first, count, step, reversed }: Walk): tf.Tensor {
  const strided = every(x, axis, first, count, step);
  return reversed ? tf.reverse(strided, axis) : strided;
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
