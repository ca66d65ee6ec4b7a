/** Slices: a contiguous block, or every n-th element with Python's conventions. */

import { axisAttribute, numberAttribute, numbersAttribute } from '../attributes.js';
import type { ReferenceKernels } from '../kernel.js';
import { elementAt, generate, type ReferenceTensor, withAxis } from '../tensor.js';

function slice(x: ReferenceTensor, begin: readonly number[], shape: readonly number[]): ReferenceTensor {
  return generate(shape, (index) =>
    elementAt(
      x,
      index.map((i, axis) => (begin[axis] ?? 0) + i),
    ),
  );
}

/** One entry of a strided slice: which elements of an axis, or an axis to insert. */
interface AxisRange {
  readonly positions: readonly number[];
  /** Whether this entry takes its axis of `x` (a new axis does not). */
  readonly consumes: boolean;
  /** Whether it leaves an axis in the result (a single index does not). */
  readonly produces: boolean;
}

/** `begin` and `end` as Python reads them: negative ones count from the end, both are clamped to the axis. */
function rangeOf(size: number, begin: number | undefined, end: number | undefined, stride: number): number[] {
  const [lowest, highest] = stride > 0 ? [0, size] : [-1, size - 1];
  const clamped = (position: number) =>
    Math.min(Math.max(position < 0 ? position + size : position, lowest), highest);
  const first = begin === undefined ? (stride > 0 ? 0 : size - 1) : clamped(begin);
  const last = end === undefined ? (stride > 0 ? size : -1) : clamped(end);
  const count = Math.max(0, Math.ceil((last - first) / stride));
  return Array.from({ length: count }, (_, i) => first + i * stride);
}

export const slicingKernels: ReferenceKernels = {
  /** A size of -1 means the rest of the axis. */
  Slice: ([x], attributes) => {
    const begin = numbersAttribute(attributes, 'begin');
    const size = numbersAttribute(attributes, 'size', []);
    const shape = x!.shape.map((full, axis) => {
      const wanted = size[axis] ?? -1;
      return wanted === -1 ? full - (begin[axis] ?? 0) : wanted;
    });
    return [slice(x!, begin, shape)];
  },

  /** The masks are bit sets over the entries of `begin`, as in TensorFlow. */
  StridedSlice: ([x], attributes) => {
    const begin = numbersAttribute(attributes, 'begin');
    const end = numbersAttribute(attributes, 'end');
    const strides = numbersAttribute(
      attributes,
      'strides',
      begin.map(() => 1),
    );
    const masked = (name: string, entry: number) =>
      ((numberAttribute(attributes, name, 0) >> entry) & 1) === 1;
    const isNew = (entry: number) => masked('newAxisMask', entry) && !masked('ellipsisMask', entry);
    const consumed = begin.filter((_, entry) => !isNew(entry) && !masked('ellipsisMask', entry)).length;
    const whole = (axis: number): AxisRange => ({
      positions: rangeOf(x!.shape[axis]!, undefined, undefined, 1),
      consumes: true,
      produces: true,
    });

    const ranges: AxisRange[] = [];
    let axis = 0;
    begin.forEach((first, entry) => {
      if (masked('ellipsisMask', entry)) {
        for (let skipped = x!.shape.length - consumed; skipped > 0; skipped--) ranges.push(whole(axis++));
      } else if (isNew(entry)) {
        ranges.push({ positions: [0], consumes: false, produces: true });
      } else if (masked('shrinkAxisMask', entry)) {
        const size = x!.shape[axis++]!;
        ranges.push({ positions: [first < 0 ? first + size : first], consumes: true, produces: false });
      } else {
        const from = masked('beginMask', entry) ? undefined : first;
        const to = masked('endMask', entry) ? undefined : end[entry];
        const positions = rangeOf(x!.shape[axis++]!, from, to, strides[entry]!);
        ranges.push({ positions, consumes: true, produces: true });
      }
    });
    while (axis < x!.shape.length) ranges.push(whole(axis++));

    const produced = ranges.filter(({ produces }) => produces);
    return [
      generate(
        produced.map(({ positions }) => positions.length),
        (index) =>
          elementAt(
            x!,
            ranges
              .filter(({ consumes }) => consumes)
              .map((range) => range.positions[range.produces ? index[produced.indexOf(range)]! : 0]!),
          ),
      ),
    ];
  },

  SplitV: ([x], attributes) => {
    const rank = x!.shape.length;
    const axis = axisAttribute(attributes, 'axis', rank);
    const full = x!.shape[axis]!;
    const parts = attributes.numOrSizeSplits;
    const sizes =
      typeof parts === 'number'
        ? Array(parts).fill(full / parts)
        : numbersAttribute(attributes, 'numOrSizeSplits');
    const known = sizes.filter((size) => size !== -1).reduce((a, b) => a + b, 0);
    let start = 0;
    return sizes.map((size) => {
      const length = size === -1 ? full - known : size;
      const begin = withAxis(Array(rank).fill(0), axis, start);
      start += length;
      return slice(x!, begin, withAxis(x!.shape, axis, length));
    });
  },

  Unpack: ([value], attributes) => {
    const axis = axisAttribute(attributes, 'axis', value!.shape.length);
    const shape = value!.shape.filter((_, i) => i !== axis);
    return Array.from({ length: value!.shape[axis]! }, (_, position) =>
      generate(shape, (index) => elementAt(value!, index.toSpliced(axis, 0, position))),
    );
  },
};
