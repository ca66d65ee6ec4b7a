/** Fused kernels: a product, then a bias, then an activation. */

import type { Attributes } from '../../jit/program/program.js';
import { textAttribute } from '../attributes.js';
import type { ReferenceKernel, ReferenceKernels } from '../kernel.js';
import type { ReferenceTensor } from '../tensor.js';
import { binaryKernels } from './binary.js';
import { convolutionKernels } from './convolution.js';
import { batchMatMul } from './matmul.js';
import { unaryKernels } from './unary.js';

/** tfjs' names for the activations that need no weights. */
const activations: Readonly<Record<string, ReferenceKernel>> = {
  elu: unaryKernels.Elu!,
  linear: unaryKernels.Identity!,
  relu: unaryKernels.Relu!,
  relu6: unaryKernels.Relu6!,
  sigmoid: unaryKernels.Sigmoid!,
  leakyrelu: (inputs, { leakyreluAlpha }) => unaryKernels.LeakyRelu!(inputs, { alpha: leakyreluAlpha }),
};

function activate(x: ReferenceTensor, attributes: Attributes, weights: ReferenceTensor | undefined) {
  const name = textAttribute(attributes, 'activation', 'linear');
  return name === 'prelu' ? binaryKernels.Prelu!([x, weights!], {}) : activations[name]!([x], attributes);
}

/** Inputs are the product's two, then an optional bias, then optional weights of a `prelu`. */
const fused =
  (product: ReferenceKernel): ReferenceKernel =>
  ([a, b, bias, preluWeights], attributes) => {
    const [plain] = product([a!, b!], attributes);
    const [biased] = bias === undefined ? [plain] : binaryKernels.Add!([plain!, bias], {});
    return activate(biased!, attributes, preluWeights);
  };

export const fusedKernels: ReferenceKernels = {
  _FusedMatMul: fused(batchMatMul),
  FusedConv2D: fused(convolutionKernels.Conv2D!),
  FusedDepthwiseConv2D: fused(convolutionKernels.DepthwiseConv2dNative!),
  // Not tfjs' but jit's own: without an activation.
  BiasedConv2D: fused(convolutionKernels.Conv2D!),
  BiasedConv2DBackpropInput: fused(convolutionKernels.Conv2DBackpropInput!),
};
