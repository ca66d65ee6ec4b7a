/** `Conv2DBackpropInput`: the gradient of a convolution to its input, which is also the transposed convolution. */

import type { Lowering } from '../emit/lowering.js';
import { denseAt } from '../emit/lowering.js';
import { channelsFirst, filterFirst } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
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
    const [dy, filter] = inputs as [ValueId, ValueId];
    const shape = attributes.inputShape as number[];
    const geometry = convolutionGeometry(shape, lowering.spec(filter).shape, attributes);
    const lowered =
      isUnitStride(geometry) && paddingFits(geometry) ? flippedConvolution : transposedConvolution;
    return [denseAt(lowered(lowering, dy, filter, geometry), shape, channelsFirst)];
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
  geometry: ConvolutionGeometry,
): string {
  const { builder } = lowering;
  const [height, width] = geometry.kernel;
  const { inChannels, outChannels } = geometry;
  const taps = height * width;
  let flipped = lowering.dense(filter, [2, 3, 0, 1]);
  if (taps > 1) {
    const flat = builder.node('Reshape', [flipped, builder.integers([inChannels, outChannels, taps])]);
    const backwards = builder.integers(Array.from({ length: taps }, (_, i) => taps - 1 - i));
    const turned = builder.node('Gather', [flat, backwards], { attributes: { axis: 2 } });
    flipped = builder.node('Reshape', [turned, builder.integers([inChannels, outChannels, height, width])]);
  }
  return builder.node('Conv', [lowering.image(dy), flipped], {
    attributes: {
      kernel_shape: [height, width],
      dilations: geometry.dilations,
      pads: flippedPadding(geometry),
    },
  });
}

function transposedConvolution(
  lowering: Lowering,
  dy: ValueId,
  filter: ValueId,
  geometry: ConvolutionGeometry,
): string {
  const { input, output, kernel, strides, dilations, before, after } = geometry;
  const outputPadding = input.map(
    (size, i) =>
      size - ((output[i]! - 1) * strides[i]! + (kernel[i]! - 1) * dilations[i]! + 1 - before[i]! - after[i]!),
  );
  return lowering.builder.node('ConvTranspose', [lowering.image(dy), lowering.dense(filter, filterFirst)], {
    attributes: { ...convolutionAttributes(geometry), output_padding: outputPadding },
  });
}
