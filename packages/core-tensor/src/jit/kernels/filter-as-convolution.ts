/** The gradient to a filter as a convolution on channel blocks, with batch and channels in each other's place. */

import type { OnnxBuilder } from '../emit/builder.js';
import { blockedDomain, denseAt, type Lowering } from '../emit/lowering.js';
import { movedRows } from '../emit/moved-rows.js';
import type { ConvolutionGeometry } from './convolution-geometry.js';
import type { FilterGradientWay } from './filter-gradient-way.js';

/**
 * dW[i, j, c, o] is the sum over n, h, w of x[n, d i + s h, d j + s w, c] dy[n, h, w, o]: the convolution of c images with n
 * channels each, by a filter of the size of dy, with stride d and dilation s.
 */
export const filterAsConvolution: FilterGradientWay = {
  copies: (geometry, { channelBlock }) => {
    const { batch, inChannels, outChannels, strides } = geometry;
    const applies =
      channelBlock !== undefined &&
      batch % channelBlock === 0 &&
      outChannels % channelBlock === 0 &&
      wasted(geometry) < mostWasted;
    const pays = strides[0] * strides[1] > 1 || inChannels < 8;
    return applies && pays ? strides[0] * strides[1] * inChannels + outChannels : Number.POSITIVE_INFINITY;
  },
  lower: (lowering, { x, dy, geometry, shape }) => {
    const { builder } = lowering;
    const { inChannels, outChannels, kernel, output, strides, dilations, before } = geometry;
    const block = lowering.target.channelBlock!;
    const images = builder.node(
      'Conv',
      [imagesOfChannels(lowering, x, geometry, block), filterOf(lowering, dy, geometry, block)],
      {
        domain: blockedDomain,
        attributes: {
          kernel_shape: output,
          strides: dilations,
          dilations: strides,
          pads: [...before, ...paddingAfter(geometry).map((size) => Math.max(size, 0))],
        },
      },
    );
    const [rows, columns] = resultsBeyond(geometry).map((beyond, i) => kernel[i]! + beyond);
    const apart = builder.integers([inChannels, outChannels / block, rows!, columns!, block]);
    const split = firstOf(builder, builder.node('Reshape', [images, apart]), geometry);
    const turned = builder.node('Transpose', [split], { attributes: { perm: [2, 3, 0, 1, 4] } });
    return denseAt(builder.node('Reshape', [turned, builder.integers(shape)]), shape);
  },
};

/** What may be computed for nothing, as a share of what is needed. */
const mostWasted = 1 / 3;

/** The share of results that no tap wants, of those that one does. */
function wasted(geometry: ConvolutionGeometry): number {
  const { kernel } = geometry;
  const [rows, columns] = resultsBeyond(geometry);
  return ((kernel[0] + rows!) * (kernel[1] + columns!)) / (kernel[0] * kernel[1]) - 1;
}

/** Rows and columns of results beyond the taps: there are such where the last windows of the forward convolution do not reach the edge. */
function resultsBeyond(geometry: ConvolutionGeometry): number[] {
  return paddingAfter(geometry).map((size, i) => Math.floor(Math.max(-size, 0) / geometry.dilations[i]!));
}

/** Only the results that are taps, of [in, out / block, rows, columns, block]. */
function firstOf(builder: OnnxBuilder, name: string, geometry: ConvolutionGeometry): string {
  if (resultsBeyond(geometry).every((beyond) => beyond === 0)) return name;
  return builder.node('Slice', [
    name,
    builder.integers([0, 0]),
    builder.integers(geometry.kernel),
    builder.integers([2, 3]),
  ]);
}

/**
 * Rows and columns of zeros after the image with which the convolution has exactly as many results as the filter has taps; negative
 * where it has more without any.
 */
function paddingAfter({ kernel, input, output, strides, dilations, before }: ConvolutionGeometry): number[] {
  return kernel.map((taps, i) => {
    const reached = (taps - 1) * dilations[i]! + (output[i]! - 1) * strides[i]! + 1;
    return reached - input[i]! - before[i]!;
  });
}

/** x with one image per channel and the batch as its channels, in blocks: [in, batch / block, height, width, block]. */
function imagesOfChannels(
  lowering: Lowering,
  x: number,
  { batch, inChannels, input: [height, width] }: ConvolutionGeometry,
  block: number,
): string {
  const { builder } = lowering;
  const groups = batch / block;
  const shaped = (name: string, shape: readonly number[]) =>
    builder.node('Reshape', [name, builder.integers(shape)]);
  // The channels of all images pass for rows of one image, whose channels are the batch.
  const tall = shaped(lowering.image(x), [groups, block, inChannels * height, width]);
  const inBlocks = builder.node('ReorderInput', [tall], {
    domain: blockedDomain,
    attributes: { channels_last: 0 },
  });
  const shape = [inChannels, batch, height, width];
  if (groups === 1) return shaped(inBlocks, shape);
  const apart = shaped(inBlocks, [groups, inChannels, height * width * block]);
  return shaped(builder.node('Transpose', [apart], { attributes: { perm: [1, 0, 2] } }), shape);
}

/** dy as a filter in blocks: [out / block, batch / block, height, width, block of the batch, block of out]. */
function filterOf(
  lowering: Lowering,
  dy: number,
  { batch, outChannels, output: [height, width] }: ConvolutionGeometry,
  block: number,
): string {
  const { builder } = lowering;
  const apart = [batch / block, block, outChannels / block, height * width, block];
  const turned = movedRows(builder, lowering.denseInBlocks(dy, block), apart, [2, 0, 3, 1, 4]);
  return builder.node('Reshape', [turned, builder.integers([outChannels, batch, height, width])]);
}
