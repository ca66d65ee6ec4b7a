/** `DepthwiseConv2dNative` and its gradients: every input channel has filters of its own. */

import type { Lowering } from '../emit/lowering.js';
import { denseAt } from '../emit/lowering.js';
import { channelsFirst, physicalShape } from '../emit/stored.js';
import type { ValueId } from '../program/program.js';
import { convolutionAttributes, convolutionGeometry } from './convolution-geometry.js';
import type { PrimitiveKernel } from './kernel.js';

/** The HWIM filter as ONNX sees one of as many groups as input channels: `[in * multiplier, 1, height, width]`. */
function groupedFilter(lowering: Lowering, filter: ValueId): string {
  const [height = 0, width = 0, channels = 0, multiplier = 0] = lowering.spec(filter).shape;
  return lowering.builder.node('Reshape', [
    lowering.dense(filter, [2, 3, 0, 1]),
    lowering.builder.integers([channels * multiplier, 1, height, width]),
  ]);
}

export const depthwiseConv2D: PrimitiveKernel = {
  name: 'DepthwiseConv2dNative',
  inputs: ['x', 'filter'],
  infer: ([x, filter], attributes) => [
    { shape: convolutionGeometry(x!.shape, filter!.shape, attributes, true).outputShape, dtype: 'float32' },
  ],
  lower: (lowering, { inputs, attributes }) => {
    const [x, filter] = inputs as [ValueId, ValueId];
    const geometry = convolutionGeometry(
      lowering.spec(x).shape,
      lowering.spec(filter).shape,
      attributes,
      true,
    );
    const name = lowering.builder.node('Conv', [lowering.image(x), groupedFilter(lowering, filter)], {
      attributes: { ...convolutionAttributes(geometry), group: geometry.inChannels },
    });
    return [denseAt(name, geometry.outputShape, channelsFirst)];
  },
};

export const depthwiseConv2DBackpropInput: PrimitiveKernel = {
  name: 'DepthwiseConv2dNativeBackpropInput',
  inputs: ['dy', 'filter'],
  infer: (_, { inputShape }) => [{ shape: inputShape as number[], dtype: 'float32' }],
  lower: (lowering, { inputs, attributes }) => {
    const [dy, filter] = inputs as [ValueId, ValueId];
    const shape = attributes.inputShape as number[];
    const geometry = convolutionGeometry(shape, lowering.spec(filter).shape, attributes, true);
    const { input, output, kernel, strides, dilations, before, after } = geometry;
    const outputPadding = input.map(
      (size, i) =>
        size -
        ((output[i]! - 1) * strides[i]! + (kernel[i]! - 1) * dilations[i]! + 1 - before[i]! - after[i]!),
    );
    const operands = [lowering.image(dy), groupedFilter(lowering, filter)];
    const name = lowering.builder.node('ConvTranspose', operands, {
      attributes: {
        ...convolutionAttributes(geometry),
        output_padding: outputPadding,
        group: geometry.inChannels,
      },
    });
    return [denseAt(name, shape, channelsFirst)];
  },
};

/**
 * The filter's gradient correlates the images of each channel with its gradients: a convolution in which the batch is summed
 * over, the gradient is the filter, and strides and dilations change places.
 */
export const depthwiseConv2DBackpropFilter: PrimitiveKernel = {
  name: 'DepthwiseConv2dNativeBackpropFilter',
  inputs: ['x', 'dy'],
  infer: (_, { filterShape }) => [{ shape: filterShape as number[], dtype: 'float32' }],
  lower: (lowering, { inputs, attributes }) => {
    const { builder } = lowering;
    const [x, dy] = inputs as [ValueId, ValueId];
    const shape = lowering.spec(x).shape;
    const filterShape = attributes.filterShape as number[];
    const geometry = convolutionGeometry(shape, filterShape, attributes, true);
    const { batch, inChannels, input, output, kernel, strides, dilations, before, after } = geometry;
    const channelRows = [3, 0, 1, 2];
    const images = builder.node('Reshape', [
      lowering.dense(x, channelRows),
      builder.integers([1, inChannels * batch, ...input]),
    ]);
    const gradients = lowering.dense(dy, channelRows);
    const correlated = builder.node('Conv', [images, gradients], {
      attributes: {
        kernel_shape: output,
        strides: dilations,
        dilations: strides,
        pads: [...before, ...after],
        group: inChannels,
      },
    });
    // Rows that no window reached make the correlation longer than the filter.
    const cut = builder.node('Slice', [
      correlated,
      ...[[0, 0], kernel, [2, 3]].map((v) => builder.integers(v)),
    ]);
    const order = [2, 3, 0, 1];
    const name = builder.node('Reshape', [cut, builder.integers(physicalShape(filterShape, order))]);
    return [denseAt(name, filterShape, order)];
  },
};
