/** `Conv2D` and `FusedConv2D`: NHWC images with an HWIO filter, and the bias folded into the convolution. */

import { denseAt } from '../emit/lowering.js';
import { channelsFirst, filterFirst } from '../emit/stored.js';
import { convolutionAttributes, convolutionGeometry } from './convolution-geometry.js';
import type { PrimitiveKernel } from './kernel.js';

export const conv2D: PrimitiveKernel = {
  name: 'Conv2D',
  inputs: ['x', 'filter'],
  infer: ([x, filter], attributes) => [
    { shape: convolutionGeometry(x!.shape, filter!.shape, attributes).outputShape, dtype: 'float32' },
  ],
  lower: (lowering, { inputs, attributes }) => {
    const [x, filter, bias] = inputs as [number, number, number?];
    const geometry = convolutionGeometry(lowering.spec(x).shape, lowering.spec(filter).shape, attributes);
    const operands = [lowering.image(x), lowering.dense(filter, filterFirst)];
    if (bias !== undefined) operands.push(lowering.dense(bias));
    const name = lowering.builder.node('Conv', operands, { attributes: convolutionAttributes(geometry) });
    return [denseAt(name, geometry.outputShape, channelsFirst)];
  },
};

/** `Conv2D` with a bias, made by the pass that folds one in: ONNX Runtime's own fusion wants constant biases. */
export const biasedConv2D: PrimitiveKernel = {
  ...conv2D,
  name: 'BiasedConv2D',
  inputs: ['x', 'filter', 'bias'],
};
