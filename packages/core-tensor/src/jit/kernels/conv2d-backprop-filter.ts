/** `Conv2DBackpropFilter`: the gradient of a convolution to its filter, as matrix products of shifted copies. */

import { denseAt, type Lowering } from '../emit/lowering.js';
import { physicalShape, type Stored } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
import { type ConvolutionGeometry, convolutionGeometry } from './convolution-geometry.js';
import { filterAsConvolution } from './filter-as-convolution.js';
import type { FilterGradientWay } from './filter-gradient-way.js';
import type { PrimitiveKernel } from './kernel.js';
import { delayRows, type Read, readPixels } from './shifted-copies.js';

/**
 * dW[i, j] is the sum over images, rows h and columns w of x[s h + i, s w + j] ⊗ dy[h, w]. Somebody has to be shifted:
 *
 * - x by every tap, k² copies of its channels: best where x has few;
 * - dy by every tap the other way, where it has fewer (at stride 1);
 * - x along the width and dy along the height, k copies of each: one product of all of these with all of those gives every tap at
 *   once. At stride s, rows of x are taken apart by their remainder b: tap i = s a + b reads row h + a of the rows ≡ b.
 *
 * Or nobody: it is a convolution of x with dy as its filter, in which batch and channels change places. That copies least, but its
 * filter is as large as an image and its sums are long, so it pays where strides or few channels make the products small.
 */
export const conv2DBackpropFilter: PrimitiveKernel = {
  name: 'Conv2DBackpropFilter',
  inputs: ['x', 'dy'],
  infer: (_, { filterShape }) => [{ shape: filterShape as number[], dtype: 'float32' }],
  lower: (lowering, { inputs, attributes }) => {
    const [x, dy] = inputs as [ValueId, ValueId];
    const shape = attributes.filterShape as number[];
    const geometry = convolutionGeometry(lowering.spec(x).shape, shape, attributes);
    const [cheapest] = Object.values(ways)
      .map((way) => ({ ...way, copies: way.copies(geometry, lowering.target) }))
      .sort((a, b) => a.copies - b.copies);
    return [cheapest!.lower(lowering, { x, dy, geometry, shape })];
  },
};

const ways: Readonly<Record<'shiftInput' | 'shiftGradient' | 'shiftBoth' | 'convolve', FilterGradientWay>> = {
  convolve: filterAsConvolution,
  shiftInput: {
    copies: ({ kernel, inChannels }) => kernel[0] * kernel[1] * wide(inChannels),
    lower: (lowering, { x, dy, geometry, shape }) => {
      const { kernel, dilations, strides, before, output } = geometry;
      const rows = positions(kernel[0], dilations[0]);
      const read = { image: x, rows, columns: positions(kernel[1], dilations[1]), strides, padding: before };
      return stored(lowering, product(lowering, dy, [0], output[0], read), shape, [3, 0, 1, 2]);
    },
  },
  shiftGradient: {
    copies: ({ kernel, outChannels, strides, input, output }) =>
      strides.some((stride) => stride !== 1)
        ? Number.POSITIVE_INFINITY
        : (kernel[0] * kernel[1] * wide(outChannels) * input[0] * input[1]) / (output[0] * output[1]),
    lower: (lowering, { x, dy, geometry, shape }) => {
      const { kernel, dilations, before, input } = geometry;
      // dW[i, j] also is the sum of x[h, w] ⊗ dy[h - i + padding, w - j + padding]: taps in the opposite order.
      const reach = kernel.map((size, i) => (size - 1) * dilations[i]!) as [number, number];
      const rows = positions(kernel[0], dilations[0]).reverse();
      const columns = positions(kernel[1], dilations[1]).reverse();
      const padding = [reach[0] - before[0], reach[1] - before[1]] as const;
      const read = { image: dy, rows, columns, strides: [1, 1] as const, padding };
      return stored(lowering, product(lowering, x, [0], input[0], read), shape, [2, 0, 1, 3]);
    },
  },
  shiftBoth: {
    copies: (geometry) => {
      const { kernel, inChannels, outChannels } = geometry;
      const groups = tapGroups(geometry);
      // What is multiplied in vain, and the padding that dy needs as well, count like copies.
      return groups.reduce(
        (sum, { offsets, remainders }) =>
          sum + remainders.length * kernel[1] * wide(inChannels) + (offsets.length + 1) * outChannels,
        0,
      );
    },
    lower: (lowering, { x, dy, geometry, shape }) => {
      const { kernel, dilations, strides, before, output } = geometry;
      const groups = tapGroups(geometry);
      const columns = positions(kernel[1], dilations[1]);
      const products = groups.map(({ remainders, offsets }) => {
        const read = { image: x, rows: remainders, columns, strides, padding: before };
        return product(lowering, dy, offsets, output[0] + Math.max(...offsets), read);
      });
      // [out, offsets, remainders, kw, in] of a single remainder or offset: HWIO with the axes in another order.
      if (groups.length === 1 && strides[0] === 1) return stored(lowering, products[0]!, shape, [3, 0, 1, 2]);
      return denseAt(assembled(lowering, geometry, groups, products), shape);
    },
  },
};

/** Copying a pixel costs as much as copying this many channels, however few it has. */
const wide = (channels: number): number => Math.max(channels, 8);

const positions = (count: number, step: number): number[] =>
  Array.from({ length: count }, (_, i) => i * step);

function stored(
  { builder }: Lowering,
  name: string,
  shape: readonly number[],
  order: readonly number[],
): Stored {
  return denseAt(
    builder.node('Reshape', [name, builder.integers(physicalShape(shape, order))]),
    shape,
    order,
  );
}

/**
 * The sum over images and pixels of `delayed`, moved down by each offset and seen `height` rows high, times `read`: of shape
 * [channels, offsets, read rows, read columns, read channels]. Neither operand is transposed: ONNX Runtime's product of a
 * transposed left side is a third slower.
 */
function product(
  lowering: Lowering,
  delayed: ValueId,
  offsets: readonly number[],
  height: number,
  read: Read,
): string {
  const { builder } = lowering;
  const [batch, , width, channels] = lowering.spec(delayed).shape as [number, number, number, number];
  const left = channels * offsets.length;
  const right = read.rows.length * read.columns.length * lowering.spec(read.image).shape[3]!;
  const pixels = height * width;
  // One product per image saves turning `delayed` over; summing them costs more than that where the products are large.
  const perImage = left * right < 2 * channels * pixels;
  const batchPlace = perImage ? 'outside' : 'inside';
  const lefts = delayRows(lowering, delayed, { offsets, height, batchPlace });
  const rights = readPixels(lowering, read, [height, width]);
  const multiply = (leftShape: readonly number[], rightShape: readonly number[]) =>
    builder.node('MatMul', [
      builder.node('Reshape', [lefts, builder.integers(leftShape)]),
      builder.node('Reshape', [rights, builder.integers(rightShape)]),
    ]);
  if (!perImage) return multiply([left, batch * pixels], [batch * pixels, right]);
  const products = multiply([batch, left, pixels], [batch, pixels, right]);
  return builder.node('ReduceSum', [products, builder.integers([0])], { attributes: { keepdims: 0 } });
}

/** Vertical taps that one product covers: all pairs of a remainder b and an offset a. */
interface TapGroup {
  readonly remainders: readonly number[];
  readonly offsets: readonly number[];
}

/** Taps by remainder, and remainders with the same offsets together, so that no product computes taps that do not exist. */
function tapGroups({ kernel, strides, dilations }: ConvolutionGeometry): TapGroup[] {
  const offsetsOf = new Map<number, number[]>();
  for (const position of positions(kernel[0], dilations[0])) {
    const remainder = position % strides[0];
    offsetsOf.set(remainder, [...(offsetsOf.get(remainder) ?? []), Math.floor(position / strides[0])]);
  }
  const groups = new Map<string, { remainders: number[]; offsets: number[] }>();
  for (const [remainder, offsets] of offsetsOf) {
    const group = groups.get(offsets.join()) ?? { remainders: [], offsets };
    group.remainders.push(remainder);
    groups.set(offsets.join(), group);
  }
  return [...groups.values()];
}

/** Products of groups as one HWIO filter: their taps come as (a, b) and are put in the order of i = s a + b. */
function assembled(
  { builder }: Lowering,
  { kernel, inChannels, outChannels, strides, dilations }: ConvolutionGeometry,
  groups: readonly TapGroup[],
  products: readonly string[],
): string {
  const taps: number[] = [];
  const parts = groups.map(({ remainders, offsets }, g) => {
    for (const a of offsets) for (const b of remainders) taps.push((a * strides[0] + b) / dilations[0]);
    const count = offsets.length * remainders.length;
    const matrix = [outChannels, count * kernel[1] * inChannels];
    const apart = builder.node('Reshape', [products[g]!, builder.integers(matrix)]);
    const turned = builder.node('Transpose', [apart], { attributes: { perm: [1, 0] } });
    return builder.node('Reshape', [turned, builder.integers([count, kernel[1], inChannels, outChannels])]);
  });
  const all = parts.length === 1 ? parts[0]! : builder.node('Concat', parts, { attributes: { axis: 0 } });
  const order = Array.from({ length: kernel[0] }, (_, i) => taps.indexOf(i));
  if (order.every((position, i) => position === i)) return all;
  return builder.node('Gather', [all, builder.integers(order)], { attributes: { axis: 0 } });
}
