/** `Conv2DBackpropFilter`: the gradient of a convolution to its filter, as matrix products of shifted copies. */

import type { Lowering } from '../emit/lowering.js';
import { denseAt } from '../emit/lowering.js';
import { channelsFirst, physicalShape } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
import { type ConvolutionGeometry, convolutionGeometry } from './convolution-geometry.js';
import type { PrimitiveKernel } from './kernel.js';

/**
 * dW[i, j] is the sum over images, rows h and columns w of x[s h + i, s w + j] ⊗ dy[h, w].
 *
 * The usual way shifts x by every tap (i, j): k² copies. Here x is shifted along the width only and dy along the height only,
 * k copies each, and one product of all of these with all of those gives every tap at once. At stride s, rows of x are taken
 * apart by their remainder b: tap i reads row h + a of the rows ≡ b, where i = s a + b.
 */
export const conv2DBackpropFilter: PrimitiveKernel = {
  name: 'Conv2DBackpropFilter',
  inputs: ['x', 'dy'],
  infer: (_, { filterShape }) => [{ shape: filterShape as number[], dtype: 'float32' }],
  lower: (lowering, { inputs, attributes }) => {
    const [x, dy] = inputs as [ValueId, ValueId];
    const shape = attributes.filterShape as number[];
    const geometry = convolutionGeometry(lowering.spec(x).shape, shape, attributes);
    const groups = tapGroups(geometry);
    const products = groups.map((group) => groupProduct(lowering, x, dy, geometry, group));
    const [group] = groups;
    if (groups.length === 1 && group!.remainders.length === 1) {
      // [out, kh, 1, kw, in]: HWIO with the axes in another order, which is left to whoever needs another one.
      const order = [3, 0, 1, 2];
      const name = lowering.builder.node('Reshape', [
        products[0]!,
        lowering.builder.integers(physicalShape(shape, order)),
      ]);
      return [denseAt(name, shape, order)];
    }
    return [denseAt(assembled(lowering, geometry, groups, products), shape)];
  },
};

/** Vertical taps that one product covers: all pairs of a remainder b and an offset a. */
interface TapGroup {
  readonly remainders: readonly number[];
  readonly offsets: readonly number[];
}

/** Taps by remainder, and remainders with the same offsets together, so that no product computes taps that do not exist. */
function tapGroups({
  kernel: [height],
  strides: [stride],
  dilations: [dilation],
}: ConvolutionGeometry): TapGroup[] {
  const offsetsOf = new Map<number, number[]>();
  for (let i = 0; i < height; i++) {
    const position = i * dilation;
    const remainder = position % stride;
    offsetsOf.set(remainder, [...(offsetsOf.get(remainder) ?? []), Math.floor(position / stride)]);
  }
  const groups = new Map<string, { remainders: number[]; offsets: number[] }>();
  for (const [remainder, offsets] of offsetsOf) {
    const group = groups.get(offsets.join()) ?? { remainders: [], offsets };
    group.remainders.push(remainder);
    groups.set(offsets.join(), group);
  }
  return [...groups.values()];
}

/**
 * The product of one group, of shape [out, offsets, remainders, kw, in]. Neither operand is transposed: ONNX Runtime's
 * product of a transposed left side is a third slower.
 */
function groupProduct(
  lowering: Lowering,
  x: ValueId,
  dy: ValueId,
  geometry: ConvolutionGeometry,
  { remainders, offsets }: TapGroup,
): string {
  const { builder } = lowering;
  const { batch, inChannels, outChannels, kernel, output } = geometry;
  const rows = output[0] + Math.max(...offsets);
  const left = outChannels * offsets.length;
  const right = remainders.length * kernel[1] * inChannels;
  // One product per image saves turning dy over; summing them costs more than that where the products are large.
  const perImage = left * right < 2 * outChannels * output[0] * output[1];
  const dys = shiftedAlongHeight(lowering, dy, geometry, { offsets, rows, perImage });
  const xs = shiftedAlongWidth(lowering, x, geometry, remainders, rows);
  const pixels = rows * output[1];
  const shaped = (name: string, shape: readonly number[]) =>
    builder.node('Reshape', [name, builder.integers(shape)]);
  if (!perImage) {
    return builder.node('MatMul', [shaped(dys, [left, batch * pixels]), shaped(xs, [batch * pixels, right])]);
  }
  const products = builder.node('MatMul', [
    shaped(dys, [batch, left, pixels]),
    shaped(xs, [batch, pixels, right]),
  ]);
  return builder.node('ReduceSum', [products, builder.integers([0])], { attributes: { keepdims: 0 } });
}

/**
 * x shifted along the width: [batch, rows × width × remainders × kw, in]. One Gather of whole pixels, which ONNX Runtime does
 * on all threads; slices with a stride in the innermost axis are several times slower.
 */
function shiftedAlongWidth(
  lowering: Lowering,
  x: ValueId,
  { batch, inChannels, kernel, input, output, strides, dilations, before }: ConvolutionGeometry,
  remainders: readonly number[],
  rows: number,
): string {
  const { builder } = lowering;
  // The last row and column that any shift reaches.
  const furthest = [rows * strides[0], (output[1] - 1) * strides[1] + (kernel[1] - 1) * dilations[1] + 1];
  const after = furthest.map((size, i) => Math.max(size - before[i]! - input[i]!, 0));
  const [height, width] = input.map((size, i) => before[i]! + size + after[i]!) as [number, number];
  // Pixels of an image in blocks of channels are gathered block by block, where they lie.
  const { channelBlock } = lowering.target;
  const block = channelBlock !== undefined && inChannels % channelBlock === 0 ? channelBlock : undefined;
  const blocks = block === undefined ? 1 : inChannels / block;
  const pixel = inChannels / blocks;
  const image =
    block === undefined
      ? padded(lowering, lowering.dense(x), [0, ...before, 0], [0, ...after, 0])
      : padded(
          lowering,
          builder.node('Reshape', [
            lowering.denseInBlocks(x, block),
            builder.integers([batch, blocks, ...input, block]),
          ]),
          [0, 0, ...before, 0],
          [0, 0, ...after, 0],
        );
  const flat = builder.node('Reshape', [image, builder.integers([batch, blocks * height * width, pixel])]);
  const columns = range(kernel[1]).map((j) => j * dilations[1]);
  const indices = range(rows).flatMap((r) =>
    range(output[1]).flatMap((w) =>
      remainders.flatMap((b) =>
        columns.flatMap((j) => {
          const position = (r * strides[0] + b) * width + w * strides[1] + j;
          return range(blocks).map((i) => i * height * width + position);
        }),
      ),
    ),
  );
  return builder.node('Gather', [flat, builder.integers(indices)], { attributes: { axis: 1 } });
}

/**
 * dy shifted along the height, rows beyond it being zero: [batch, out, offsets × rows, width], or with batch and out in the
 * other order where one product is made of all images.
 */
function shiftedAlongHeight(
  lowering: Lowering,
  dy: ValueId,
  { batch, outChannels, output: [height, width] }: ConvolutionGeometry,
  { offsets, rows, perImage }: { offsets: readonly number[]; rows: number; perImage: boolean },
): string {
  const { builder } = lowering;
  const gradient = lowering.dense(dy, perImage ? channelsFirst : [3, 0, 1, 2]);
  if (offsets.length === 1 && rows === height) return gradient;
  const image = padded(lowering, gradient, [0, 0, 0, 0], [0, 0, 1, 0]);
  const shifted = offsets.map((a) => range(rows).map((r) => rowOrZero(r - a, height)));
  if (perImage)
    return builder.node('Gather', [image, builder.integers(shifted.flat())], { attributes: { axis: 2 } });
  const flat = builder.node('Reshape', [image, builder.integers([outChannels, batch * (height + 1), width])]);
  const indices = shifted.flatMap((order) =>
    range(batch).flatMap((n) => order.map((row) => n * (height + 1) + row)),
  );
  return builder.node('Gather', [flat, builder.integers(indices)], { attributes: { axis: 1 } });
}

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

/** A row of an image, or the row of zeros behind its last one. */
const rowOrZero = (row: number, height: number): number => (row >= 0 && row < height ? row : height);

function padded(
  { builder }: Lowering,
  name: string,
  before: readonly number[],
  after: readonly number[],
): string {
  if ([...before, ...after].every((size) => size === 0)) return name;
  return builder.node('Pad', [name, builder.integers([...before, ...after])]);
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
