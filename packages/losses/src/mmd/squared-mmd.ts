/** The squared maximum mean discrepancy of two samples. */

import * as tf from '@tensorflow/tfjs';
import { checkCodes } from '../checks/index.js';
import { checkKernel, type Kernel, kernelMatrix, withoutDiagonal } from './kernels/index.js';
import { linearTerms } from './linear-terms.js';

/** How the squared MMD of two samples is estimated. */
export type MmdEstimator = 'biased' | 'unbiased' | 'linear';

/** Options of {@link squaredMmd}. */
export interface SquaredMmdOptions {
  readonly kernel: Kernel;
  /** `'unbiased'` to train, `'biased'` where a number of at least 0 is needed, `'linear'` for samples too large for a matrix. */
  readonly estimator?: MmdEstimator;
}

interface Estimator {
  /** How many codes each sample must have. */
  readonly atLeast: number;
  readonly estimate: (x: tf.Tensor2D, y: tf.Tensor2D, kernel: Kernel) => tf.Scalar;
}

/** `mean k(x, x') + mean k(y, y') - 2 mean k(x, y)`, with the mean within one sample as given. */
const fromMatrices =
  (within: (matrix: tf.Tensor2D) => tf.Scalar): Estimator['estimate'] =>
  (x, y, kernel) =>
    tf.sub(
      tf.add(within(kernelMatrix(kernel, x)), within(kernelMatrix(kernel, y))),
      tf.mul(tf.mean<tf.Scalar>(kernelMatrix(kernel, x, y)), 2),
    );

/** The estimators by name. */
export const mmdEstimators: Readonly<Record<MmdEstimator, Estimator>> = {
  biased: { atLeast: 1, estimate: fromMatrices((matrix) => tf.mean(matrix)) },
  unbiased: {
    atLeast: 2,
    estimate: fromMatrices((matrix) =>
      tf.div(tf.sum<tf.Scalar>(withoutDiagonal(matrix)), matrix.shape[0] * (matrix.shape[0] - 1)),
    ),
  },
  linear: { atLeast: 2, estimate: (x, y, kernel) => tf.mean(linearTerms(x, y, kernel)) },
};

/**
 * The squared maximum mean discrepancy `E k(x, x') + E k(y, y') - 2 E k(x, y)` of the distributions that two samples come from
 * (Gretton et al., JMLR 13, 2012). Not its root, whose gradient is infinite at 0, and not its half, as geomloss has it.
 *
 * | estimator | within a sample | range | cost |
 * |---|---|---|---|
 * | `biased` (V) | all pairs | from 0; under equal distributions above 0 by order `1/n` | `n² + m² + nm` |
 * | `unbiased` (U) | pairs of two different codes | may be negative; its mean is the squared MMD | the same |
 * | `linear` | `⌊n/2⌋` disjoint pairs: `k(x₁, x₂) + k(y₁, y₂) - k(x₁, y₂) - k(x₂, y₁)` | may be negative; unbiased, but noisier | `n` |
 *
 * Between the samples the mean is over all pairs, also of the U-statistic, as in Wasserstein autoencoders. Differentiable in both
 * samples and in parameters of the kernel that are tensors. Finite gradients everywhere: equal codes do not push each other. In float32
 * distances below 1e-3 of the codes' spread are rounding, which only kernels of the distance itself notice (Laplacian, energy).
 *
 * @param x codes, `[n, dimensions]`.
 * @param y codes, `[m, dimensions]`; for `linear` as many.
 * @returns a scalar, in units of the kernel.
 * @throws DiopterError `shape-mismatch` for what are no codes of one length, or too few of them; `invalid-argument` for parameters
 * of the kernel that are not above 0.
 *
 * @example
 * const loss = squaredMmd(codes, normal(key, [100, 8]) as tf.Tensor2D, { kernel: waeKernel({ dimensions: 8 }) });
 */
export function squaredMmd(
  x: tf.Tensor,
  y: tf.Tensor,
  { kernel, estimator = 'unbiased' }: SquaredMmdOptions,
): tf.Scalar {
  const { atLeast, estimate } = mmdEstimators[estimator];
  checkSamples(x, y, kernel, 'squaredMmd', atLeast);
  return estimate(x as tf.Tensor2D, y as tf.Tensor2D, kernel);
}

/** Two samples of codes of one length, and a kernel. */
export function checkSamples(
  x: { readonly shape: readonly number[] },
  y: { readonly shape: readonly number[] },
  kernel: Kernel,
  where: string,
  atLeast = 1,
): void {
  checkKernel(kernel, `${where}, option kernel`);
  checkCodes(x, `${where}, argument x`, { atLeast });
  checkCodes(y, `${where}, argument y`, { atLeast, dimensions: x.shape[1]! });
}
