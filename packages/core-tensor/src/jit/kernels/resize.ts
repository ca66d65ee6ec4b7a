/** `ResizeBilinear`, `ResizeNearestNeighbor` and their gradients, in tfjs' conventions for corners and pixel centres. */

import { bandProduct, type Matrix, transpose } from '../emit/band-product.js';
import type { Lowering } from '../emit/lowering.js';
import { blockedAt, denseAt } from '../emit/lowering.js';
import { repeatedPixels } from '../emit/repeated-pixels.js';
import { channelsFirst, type Stored } from '../emit/stored.js';
import type { Attributes, ValueId } from '../program/program.js';
import type { PrimitiveKernel } from './kernel.js';
import { linearMatrix, nearestMatrix, nearestPositions } from './resize-weights.js';

const spatial = [1, 2] as const;

/** The matrices of both axes, `[output, input]`. */
function matrices(
  matrix: typeof linearMatrix,
  from: readonly number[],
  to: readonly number[],
  attributes: Attributes,
): [vertical: Matrix, horizontal: Matrix] {
  const along = (axis: 1 | 2) => matrix({ input: from[axis]!, output: to[axis]! }, attributes);
  return [along(1), along(2)];
}

const inferResized: PrimitiveKernel['infer'] = ([images], { size }) => {
  const [batch = 0, , , channels = 0] = images!.shape;
  return [{ shape: [batch, ...(size as number[]), channels], dtype: 'float32' }];
};

export const resizeBilinear: PrimitiveKernel = {
  name: 'ResizeBilinear',
  inputs: ['images'],
  infer: inferResized,
  lower: (lowering, { inputs, outputs, attributes }) => {
    const [images] = inputs as [ValueId];
    const { shape } = lowering.spec(outputs[0]!);
    const both = matrices(linearMatrix, lowering.spec(images).shape, shape, attributes);
    return [denseAt(bandProduct(lowering.builder, lowering.image(images), ...both), shape, channelsFirst)];
  },
};

export const resizeNearestNeighbor: PrimitiveKernel = {
  name: 'ResizeNearestNeighbor',
  inputs: ['images'],
  infer: inferResized,
  lower: (lowering, { inputs, outputs, attributes }) => {
    const { builder } = lowering;
    const [images] = inputs as [ValueId];
    const { shape } = lowering.spec(outputs[0]!);
    const from = lowering.spec(images).shape;
    const inBlocks = pixelsInBlocks(lowering, images, shape, attributes);
    if (inBlocks !== undefined) return [inBlocks];
    const factors = wholeFactors(from, shape, attributes);
    const image = lowering.image(images);
    const name =
      factors === undefined
        ? bandProduct(builder, image, ...matrices(nearestMatrix, from, shape, attributes))
        : repeatedPixels(builder, image, factors);
    return [denseAt(name, shape, channelsFirst)];
  },
};

/** Where channels fill blocks, whole pixels are gathered, which moves a block at a time instead of one number. */
function pixelsInBlocks(
  lowering: Lowering,
  images: ValueId,
  to: readonly number[],
  attributes: Attributes,
): Stored | undefined {
  const { builder, target } = lowering;
  const from = lowering.spec(images).shape;
  const [batch = 0, height = 0, width = 0, channels = 0] = from;
  const block = target.channelBlock;
  if (block === undefined || channels % block !== 0) return undefined;
  const [rows, columns] = spatial.map((axis) =>
    nearestPositions({ input: from[axis]!, output: to[axis]! }, attributes),
  ) as [number[], number[]];
  const pixels = rows.flatMap((row) => columns.map((column) => row * width + column));
  const planes = [(batch * channels) / block, height * width, block];
  const flat = builder.node('Reshape', [lowering.denseInBlocks(images, block), builder.integers(planes)]);
  const gathered = builder.node('Gather', [flat, builder.integers(pixels)], { attributes: { axis: 1 } });
  const resized = builder.integers([batch, channels, to[1]!, to[2]!]);
  return blockedAt(builder.node('Reshape', [gathered, resized]), to, block);
}

/** How often each pixel is repeated, where all are repeated equally often. */
function wholeFactors(
  from: readonly number[],
  to: readonly number[],
  attributes: Attributes,
): [number, number] | undefined {
  const factors = spatial.map((axis) => to[axis]! / from[axis]!);
  const isRepeated = spatial.every((axis, i) =>
    nearestPositions({ input: from[axis]!, output: to[axis]! }, attributes).every(
      (position, j) => position === Math.floor(j / factors[i]!),
    ),
  );
  return isRepeated && factors.every(Number.isInteger) ? (factors as [number, number]) : undefined;
}

export const resizeBilinearGrad: PrimitiveKernel = {
  name: 'ResizeBilinearGrad',
  inputs: ['images', 'dy'],
  infer: ([images]) => [images!],
  lower: (lowering, { inputs, attributes }) => {
    const [images, dy] = inputs as [ValueId, ValueId];
    return [transposedResize(lowering, linearMatrix, images, dy, attributes)];
  },
};

export const resizeNearestNeighborGrad: PrimitiveKernel = {
  name: 'ResizeNearestNeighborGrad',
  inputs: ['images', 'dy'],
  infer: ([images]) => [images!],
  lower: (lowering, { inputs, attributes }) => {
    const { builder } = lowering;
    const [images, dy] = inputs as [ValueId, ValueId];
    const { shape } = lowering.spec(images);
    const factors = wholeFactors(shape, lowering.spec(dy).shape, attributes);
    if (factors === undefined) return [transposedResize(lowering, nearestMatrix, images, dy, attributes)];
    const [batch = 0, height = 0, width = 0, channels = 0] = shape;
    const [vertical, horizontal] = factors;
    const blocks = builder.node('Reshape', [
      lowering.image(dy),
      builder.integers([batch, channels, height, vertical, width, horizontal]),
    ]);
    const sums = builder.node('ReduceSum', [blocks, builder.integers([3, 5])], {
      attributes: { keepdims: 0 },
    });
    return [denseAt(sums, shape, channelsFirst)];
  },
};

function transposedResize(
  lowering: Lowering,
  matrix: typeof linearMatrix,
  images: ValueId,
  dy: ValueId,
  attributes: Attributes,
) {
  const { shape } = lowering.spec(images);
  const [vertical, horizontal] = matrices(matrix, shape, lowering.spec(dy).shape, attributes);
  const product = bandProduct(
    lowering.builder,
    lowering.image(dy),
    transpose(vertical),
    transpose(horizontal),
  );
  return denseAt(product, shape, channelsFirst);
}
