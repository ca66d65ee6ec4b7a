/** `Conv2D`: NHWC images with an HWIO filter; passes fold the bias and the activation behind it into the same node. */

import { blockedAt, blockedDomain, denseAt, type Lowering } from '../emit/lowering.js';
import { channelsFirst, filterFirst, type Stored } from '../emit/stored.js';
import type { Attributes, ValueId } from '../program/program.js';
import { blockedFilter, blocksOf } from './blocked-filter.js';
import {
  type ConvolutionGeometry,
  convolutionAttributes,
  convolutionGeometry,
} from './convolution-geometry.js';
import { activationAttributes, convolutionOperator } from './fused-activation.js';
import type { PrimitiveKernel } from './kernel.js';

export const conv2D: PrimitiveKernel = {
  name: 'Conv2D',
  inputs: ['x', 'filter'],
  infer: ([x, filter], attributes) => [
    { shape: convolutionGeometry(x!.shape, filter!.shape, attributes).outputShape, dtype: 'float32' },
  ],
  lower: (lowering, { inputs, attributes }) => {
    const [x, filter, bias] = inputs as [ValueId, ValueId, ValueId?];
    const geometry = convolutionGeometry(lowering.spec(x).shape, lowering.spec(filter).shape, attributes);
    const block = blocksOf(lowering.target, geometry.inChannels, geometry.outChannels);
    const biases = bias === undefined ? [] : [lowering.dense(bias)];
    return [
      block === undefined
        ? plainConvolution(lowering, [x, filter], biases, geometry, attributes)
        : blockedConvolution(lowering, [x, filter], biases, geometry, attributes, block),
    ];
  },
};

/** `Conv2D` with a bias, made by the pass that folds one in: ONNX Runtime's own fusion wants constant biases. */
export const biasedConv2D: PrimitiveKernel = {
  ...conv2D,
  name: 'BiasedConv2D',
  inputs: ['x', 'filter', 'bias'],
};

type Operands = readonly [x: ValueId, filter: ValueId];

function plainConvolution(
  lowering: Lowering,
  [x, filter]: Operands,
  biases: readonly string[],
  geometry: ConvolutionGeometry,
  attributes: Attributes,
): Stored {
  const operands = [lowering.image(x), lowering.dense(filter, filterFirst), ...biases];
  const { op, domain } = convolutionOperator(attributes);
  const name = lowering.builder.node(op, operands, {
    domain,
    attributes: { ...convolutionAttributes(geometry), ...activationAttributes(attributes) },
  });
  return denseAt(name, geometry.outputShape, channelsFirst);
}

function blockedConvolution(
  lowering: Lowering,
  [x, filter]: Operands,
  biases: readonly string[],
  geometry: ConvolutionGeometry,
  attributes: Attributes,
  block: number,
): Stored {
  const { inChannels, outChannels, kernel } = geometry;
  // With less than a block of channels, as in photographs, the operator takes the image as it is.
  const image = inChannels < block ? lowering.image(x) : lowering.denseInBlocks(x, block);
  const weights = blockedFilter(lowering.builder, lowering.dense(filter), {
    kernel,
    inChannels,
    outChannels,
    block,
  });
  const name = lowering.builder.node('Conv', [image, weights, ...biases], {
    domain: blockedDomain,
    attributes: { ...convolutionAttributes(geometry), ...activationAttributes(attributes) },
  });
  return blockedAt(name, geometry.outputShape, block);
}
