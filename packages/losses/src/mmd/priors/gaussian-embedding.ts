/** Kernel expectations under mixtures of Gaussians. */

import * as tf from '@tensorflow/tfjs';
import { type Kernel, type ScaleMixture, scaleMixtureOf, toTensors } from '../kernels/index.js';
import type { DiagonalMixture } from './diagonalize.js';
import type { PriorEmbedding } from './embedding.js';

/** A kernel as a mixture of squared exponentials, in tensors. */
type MixtureOf = (kernel: Kernel, where: string) => ScaleMixture;

const defaultMixture: MixtureOf = (kernel, where) => toTensors(scaleMixtureOf(kernel, where));

/**
 * The embedding of a mixture of Gaussians in principal axes, with as many numbers as the kernel is a mixture of squared exponentials.
 *
 * @param tensors makes the tensors of the mixture, where they are needed.
 * @param mixtureOf makes those of the kernel.
 */
export function gaussianEmbedding(
  tensors: () => DiagonalMixture<tf.Tensor>,
  [components, dimensions]: readonly [components: number, dimensions: number],
  mixtureOf: MixtureOf = defaultMixture,
): PriorEmbedding {
  return {
    dimensions,
    components,
    weights: () => tensors().weights as tf.Tensor1D,
    expectations: (x, kernel, where) => {
      const { means, axes, variances } = tensors();
      const offsets = tf.matMul(tf.sub(tf.expandDims(x, 0), means), axes);
      return tf.transpose(radialExpectations(tf.square(offsets), variances, mixtureOf(kernel, where)));
    },
    withinComponents: (kernel, where) => {
      const { means, variances } = tensors();
      const twice = tf.mul(variances, 2);
      return tf.squeeze(radialExpectations(tf.zerosLike(means), twice, mixtureOf(kernel, where)), [1]);
    },
    within: (kernel, where) => {
      const { weights, squaredOffsets, variances } = tensors().pairs;
      const expectations = radialExpectations(squaredOffsets, variances, mixtureOf(kernel, where));
      return tf.sum(tf.mul(tf.squeeze(expectations, [1]), weights));
    },
  };
}

/**
 * `E Σ_q w_q exp(-s_q ||z||²)` for `z ~ N(offset, diag(variances))`: per axis `(1 + 2sλ)^(-1/2) exp(-s δ² / (1 + 2sλ))`, the product of it
 * over the axes, the sum over `q`. With `s = 1/2ℓ²` it is `ℓ^d |ℓ²I + Λ|^(-1/2) exp(-½ δᵀ (ℓ²I + Λ)⁻¹ δ)`.
 *
 * @param squaredOffsets `[components, n, dimensions]`
 * @param variances `[components, dimensions]`
 * @returns `[components, n]`
 */
function radialExpectations(
  squaredOffsets: tf.Tensor,
  variances: tf.Tensor,
  { precisions, weights }: ScaleMixture,
): tf.Tensor2D {
  const widening = tf.mul(tf.mul(tf.expandDims(variances, 2), precisions), 2); // 2sλ, [components, dimensions, q]
  const rates = tf.div(precisions, tf.add(widening, 1));
  const logDeterminants = tf.sum(tf.log1p(widening), 1, true); // [components, 1, q]
  const exponents = tf.add(tf.matMul(squaredOffsets, rates), tf.mul(logDeterminants, 0.5));
  return tf.sum(tf.mul(tf.exp(tf.neg(exponents)), weights), 2);
}
