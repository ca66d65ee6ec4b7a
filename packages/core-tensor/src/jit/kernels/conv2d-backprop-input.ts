/** `Conv2DBackpropInput`: the gradient of a convolution to its input, which is also the transposed convolution. */

import { blockedAt, blockedDomain, denseAt, type Lowering } from '../emit/lowering.js';

import { channelsFirst, filterFirst, type Stored } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
import { blockedFilter, blocksOf } from './blocked-filter.js';
import {
  type ConvolutionGeometry,
  convolutionAttributes,
  convolutionGeometry,
} from './convolution-geometry.js';
import type { PrimitiveKernel } from './kernel.js';

export const conv2DBackpropInput: PrimitiveKernel = {
  name: 'Conv2DBackpropInput',
  inputs: ['dy', 'filter'],
  infer: (_, { inputShape }) => [{ shape: inputShape as number[], dtype: 'float32' }],
  lower: (lowering, { inputs, attributes }) => {
    const [dy, filter, bias] = inputs as [ValueId, ValueId, ValueId?];
    const shape = attributes.inputShape as number[];
    const geometry = convolutionGeometry(shape, lowering.spec(filter).shape, attributes);
    const lowered =
      isUnitStride(geometry) && paddingFits(geometry) ? flippedConvolution : transposedConvolution;
    return [lowered(lowering, dy, filter, bias, geometry)];
  },
};

const isUnitStride = ({ strides }: ConvolutionGeometry) => strides.every((stride) => stride === 1);

/** The padding left for the flipped filter, which must not be negative. */
const flippedPadding = ({ kernel, dilations, before, after }: ConvolutionGeometry) =>
  [before, after].flatMap((pads) => pads.map((pad, i) => (kernel[i]! - 1) * dilations[i]! - pad));

const paddingFits = (geometry: ConvolutionGeometry) => flippedPadding(geometry).every((pad) => pad >= 0);

/** At stride 1: a convolution with the filter turned by 180° and its channels swapped, as fast as the forward one. */
function flippedConvolution(
  lowering: Lowering,
  dy: ValueId,
  filter: ValueId,
  bias: ValueId | undefined,
  geometry: ConvolutionGeometry,
): Stored {
  const { builder } = lowering;
  const [height, width] = geometry.kernel;
  const { inChannels, outChannels } = geometry;
  const taps = height * width;
  // Whole matrices of one tap change places, which is cheaper than turning over each small kernel.
  const flat = builder.node('Reshape', [
    lowering.dense(filter),
    builder.integers([taps, inChannels * outChannels]),
  ]);
  const backwards = builder.integers(Array.from({ length: taps }, (_, i) => taps - 1 - i));
  const turned = taps === 1 ? flat : builder.node('Gather', [flat, backwards], { attributes: { axis: 0 } });
  // Inputs and outputs change places too: the gradient's channels are what goes in.
  const perTap = builder.node('Reshape', [turned, builder.integers([taps, inChannels, outChannels])]);
  const swapped = { kernel: geometry.kernel, inChannels: outChannels, outChannels: inChannels };
  const block = blocksOf(lowering.target, swapped.inChannels, swapped.outChannels);
  const attributes = {
    kernel_shape: [height, width],
    dilations: geometry.dilations,
    pads: flippedPadding(geometry),
  };
  const biases = biasOperand(lowering, bias);
  const shape = [geometry.batch, ...geometry.input, inChannels];
  if (block === undefined) {
    const tapsLast = builder.node('Transpose', [turned], { attributes: { perm: [1, 0] } });
    const weights = builder.node('Reshape', [
      tapsLast,
      builder.integers([inChannels, outChannels, height, width]),
    ]);
    const name = builder.node('Conv', [lowering.image(dy), weights, ...biases], { attributes });
    return denseAt(name, shape, channelsFirst);
  }
  const outputsLast = builder.node('Transpose', [perTap], { attributes: { perm: [0, 2, 1] } });
  const weights = blockedFilter(builder, outputsLast, { ...swapped, block });
  const image = outChannels < block ? lowering.image(dy) : lowering.denseInBlocks(dy, block);
  const name = builder.node('Conv', [image, weights, ...biases], { domain: blockedDomain, attributes });
  return blockedAt(name, shape, block);
}

function transposedConvolution(
  lowering: Lowering,
  dy: ValueId,
  filter: ValueId,
  bias: ValueId | undefined,
  geometry: ConvolutionGeometry,
): Stored {
  const { input, output, kernel, strides, dilations, before, after } = geometry;
  const outputPadding = input.map(
    (size, i) =>
      size - ((output[i]! - 1) * strides[i]! + (kernel[i]! - 1) * dilations[i]! + 1 - before[i]! - after[i]!),
  );
  const operands = [lowering.image(dy), lowering.dense(filter, filterFirst), ...biasOperand(lowering, bias)];
  const name = lowering.builder.node('ConvTranspose', operands, {
    attributes: { ...convolutionAttributes(geometry), output_padding: outputPadding },
  });
  return denseAt(name, [geometry.batch, ...input, geometry.inChannels], channelsFirst);
}

const biasOperand = (lowering: Lowering, bias: ValueId | undefined): string[] =>
  bias === undefined ? [] : [lowering.dense(bias)];

/** With a bias, made by the pass that folds one into a transposed convolution. */
export const biasedConv2DBackpropInput: PrimitiveKernel = {
  ...conv2DBackpropInput,
  name: 'BiasedConv2DBackpropInput',
  inputs: ['dy', 'filter', 'bias'],
};
