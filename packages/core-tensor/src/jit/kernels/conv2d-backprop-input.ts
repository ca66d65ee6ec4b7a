/** `Conv2DBackpropInput`: the gradient of a convolution to its input, which is also the transposed convolution. */

import { denseAt, type Lowering } from '../emit/lowering.js';
import { channelsFirst, filterFirst } from '../emit/stored.js';
import type { Attributes, ValueId } from '../program/program.js';
import {
  type ConvolutionGeometry,
  convolutionAttributes,
  convolutionGeometry,
} from './convolution-geometry.js';
import { activated, activationAttributes, convolutionOperator } from './fused-activation.js';
import type { PrimitiveKernel } from './kernel.js';
import { packedPixels } from './packed-pixels.js';
import { phaseConvolutions } from './phase-convolutions.js';

export const conv2DBackpropInput: PrimitiveKernel = {
  name: 'Conv2DBackpropInput',
  inputs: ['dy', 'filter'],
  infer: (_, { inputShape }) => [{ shape: inputShape as number[], dtype: 'float32' }],
  lower: (lowering, { inputs, attributes }) => {
    const [dy, filter, bias] = inputs as [ValueId, ValueId, ValueId?];
    const shape = attributes.inputShape as number[];
    const geometry = convolutionGeometry(shape, lowering.spec(filter).shape, attributes);
    const operands = { dy, filter, bias };
    const inBlocks =
      phaseConvolutions(lowering, operands, geometry, attributes) ??
      packedPixels(lowering, operands, geometry, attributes);
    if (inBlocks !== undefined) return [inBlocks];
    const plain = flips(geometry) ? flippedConvolution : transposedConvolution;
    return [denseAt(plain(lowering, operands, geometry, attributes), shape, channelsFirst)];
  },
};

/** With a bias, made by the pass that folds one into a transposed convolution. */
export const biasedConv2DBackpropInput: PrimitiveKernel = {
  ...conv2DBackpropInput,
  name: 'BiasedConv2DBackpropInput',
  inputs: ['dy', 'filter', 'bias'],
};

interface Operands {
  readonly dy: ValueId;
  readonly filter: ValueId;
  readonly bias?: ValueId | undefined;
}

/** The padding left for the flipped filter, which must not be negative. */
const flippedPadding = ({ kernel, dilations, before, after }: ConvolutionGeometry) =>
  [before, after].flatMap((pads) => pads.map((pad, i) => (kernel[i]! - 1) * dilations[i]! - pad));

const flips = (geometry: ConvolutionGeometry): boolean =>
  geometry.strides.every((stride) => stride === 1) && flippedPadding(geometry).every((pad) => pad >= 0);

/** At stride 1: a convolution with the filter turned by 180° and its channels swapped, as fast as the forward one. */
function flippedConvolution(
  lowering: Lowering,
  { dy, filter, bias }: Operands,
  geometry: ConvolutionGeometry,
  attributes: Attributes,
): string {
  const { builder } = lowering;
  const { kernel, inChannels, outChannels } = geometry;
  const taps = kernel[0] * kernel[1];
  // Whole matrices of one tap change places, which is cheaper than turning over each small kernel.
  const perTap = [taps, inChannels * outChannels];
  const flat = builder.node('Reshape', [lowering.dense(filter), builder.integers(perTap)]);
  const backwards = builder.integers(Array.from({ length: taps }, (_, i) => taps - 1 - i));
  const turned = taps === 1 ? flat : builder.node('Gather', [flat, backwards], { attributes: { axis: 0 } });
  const tapsLast = builder.node('Transpose', [turned], { attributes: { perm: [1, 0] } });
  const shape = builder.integers([inChannels, outChannels, ...kernel]);
  const weights = builder.node('Reshape', [tapsLast, shape]);
  const { op, domain } = convolutionOperator(attributes);
  return builder.node(op, [lowering.image(dy), weights, ...biasOperand(lowering, bias)], {
    domain,
    attributes: {
      kernel_shape: kernel,
      dilations: geometry.dilations,
      pads: flippedPadding(geometry),
      ...activationAttributes(attributes),
    },
  });
}

function transposedConvolution(
  lowering: Lowering,
  { dy, filter, bias }: Operands,
  geometry: ConvolutionGeometry,
  attributes: Attributes,
): string {
  const { input, output, kernel, strides, dilations, before, after } = geometry;
  const outputPadding = input.map(
    (size, i) =>
      size - ((output[i]! - 1) * strides[i]! + (kernel[i]! - 1) * dilations[i]! + 1 - before[i]! - after[i]!),
  );
  const operands = [lowering.image(dy), lowering.dense(filter, filterFirst), ...biasOperand(lowering, bias)];
  const name = lowering.builder.node('ConvTranspose', operands, {
    attributes: { ...convolutionAttributes(geometry), output_padding: outputPadding },
  });
  return activated(lowering.builder, name, attributes);
}

const biasOperand = (lowering: Lowering, bias: ValueId | undefined): string[] =>
  bias === undefined ? [] : [lowering.dense(bias)];
