/** Fused kernels: a product, then a bias, then an activation. Passes and ONNX Runtime fuse what is worth it. */

import * as tf from '@tensorflow/tfjs';
import type { CompositeKernel, NamedTensors } from './kernel.js';

type Activation = (x: tf.Tensor, alpha: number, weights: tf.Tensor | undefined) => tf.Tensor;

/** By tfjs' names. */
const activations: Readonly<Record<string, Activation>> = {
  elu: (x) => tf.elu(x),
  leakyrelu: (x, alpha) => tf.leakyRelu(x, alpha),
  linear: (x) => x,
  prelu: (x, _, weights) => tf.prelu(x, weights!),
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.relu6(x),
  sigmoid: (x) => tf.sigmoid(x),
};

function fused(name: string, product: string, operands: readonly [string, string]): CompositeKernel {
  return {
    name,
    compose: (inputs, attributes) => {
      const { bias, preluActivationWeights } = inputs;
      const named = Object.fromEntries(operands.map((operand) => [operand, inputs[operand]!]));
      const { activation, leakyreluAlpha, ...own } = attributes;
      const plain = tf.engine().runKernel(product, named, own as tf.NamedAttrMap) as tf.Tensor;
      const biased = bias === undefined || bias === null ? plain : tf.add(plain, bias);
      const activate = activations[String(activation ?? 'linear')]!;
      return activate(biased, Number(leakyreluAlpha ?? 0.2), preluActivationWeights);
    },
  };
}

export const fusedKernels: readonly CompositeKernel[] = [
  fused('FusedConv2D', 'Conv2D', ['x', 'filter']),
  fused('FusedDepthwiseConv2D', 'DepthwiseConv2dNative', ['x', 'filter']),
  fused('_FusedMatMul', 'BatchMatMul', ['a', 'b']),
];

/** Normalization by given statistics: what it multiplies and adds is worked out per statistic, not per element. */
export const fusedBatchNorm: CompositeKernel = {
  name: 'FusedBatchNorm',
  compose: ({ x, scale, offset, mean, variance }: NamedTensors, { varianceEpsilon }) => {
    const perDeviation = tf.rsqrt(tf.add(variance!, Number(varianceEpsilon ?? 1e-3)));
    const factor = scale === undefined || scale === null ? perDeviation : tf.mul(perDeviation, scale);
    const centre = tf.mul(mean!, factor);
    const shift = offset === undefined || offset === null ? tf.neg(centre) : tf.sub(offset, centre);
    return tf.add(tf.mul(x!, factor), shift);
  },
};
