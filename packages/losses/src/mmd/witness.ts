/** Witness functions: where a sample has too much, and where too little. */

import * as tf from '@tensorflow/tfjs';
import { checkCodes } from '../checks/index.js';
import { type Kernel, kernelMatrix } from './kernels/index.js';
import type { PreparedPrior, Prior } from './priors/index.js';
import { checkSamples } from './squared-mmd.js';
import { checkedPrior, priorExpectation } from './squared-mmd-to-prior.js';

/** Options of {@link witness} and {@link witnessToPrior}. */
export interface WitnessOptions {
  readonly kernel: Kernel;
}

/**
 * The witness function of two samples, `mean_i k(x_i, t) - mean_j k(y_j, t)` (Gretton et al. 2012, section 2.3): above 0 where `x` is
 * denser than `y`. Its mean over `x` less that over `y` is the biased squared MMD.
 *
 * @param points where, `[count, dimensions]`.
 * @returns `[count]`, in units of the kernel.
 * @throws DiopterError as `squaredMmd` does.
 *
 * @example
 * const tooMany = witness(grid, codes, samples, { kernel });
 */
export function witness(
  points: tf.Tensor,
  x: tf.Tensor,
  y: tf.Tensor,
  { kernel }: WitnessOptions,
): tf.Tensor1D {
  checkSamples(x, y, kernel, 'witness');
  checkCodes(points, 'witness, argument points', { dimensions: x.shape[1]! });
  return tf.sub(meanKernel(points, x, kernel), meanKernel(points, y, kernel));
}

/**
 * The witness function of a sample and a prior, `mean_i k(x_i, t) - E k(y, t)`: above 0 where there are more codes than the prior has.
 *
 * @param points where, `[count, dimensions]`.
 * @returns `[count]`, in units of the kernel.
 * @throws DiopterError as `squaredMmdToPrior` does.
 *
 * @example
 * const tooMany = witnessToPrior(grid, codes, prior, { kernel });
 */
export function witnessToPrior(
  points: tf.Tensor,
  x: tf.Tensor,
  prior: Prior | PreparedPrior,
  { kernel }: WitnessOptions,
): tf.Tensor1D {
  const where = 'witnessToPrior';
  const embedding = checkedPrior(x, prior, kernel, where);
  checkCodes(points, `${where}, argument points`, { dimensions: embedding.dimensions });
  const expected = tf.squeeze<tf.Tensor1D>(priorExpectation(points, embedding, kernel, where), [1]);
  return tf.sub(meanKernel(points, x, kernel), expected);
}

function meanKernel(points: tf.Tensor, x: tf.Tensor, kernel: Kernel): tf.Tensor1D {
  return tf.mean(kernelMatrix(kernel, points, x), 1);
}
