/** The log-likelihood of images under a Parzen window of generated ones. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import { parzenDensities } from './parzen-densities.js';
import { rowsOf } from './rows.js';

/** What {@link parzenLogLikelihood} returns, all in nats. */
export interface ParzenLogLikelihood {
  /** Of each point. */
  readonly logLikelihoods: Float64Array;
  /** What papers print. */
  readonly mean: number;
  /** What they print after ±: the standard deviation over the points (divided by n) over the root of their number. */
  readonly standardError: number;
}

/**
 * How likely points are where samples of a model stand for the model: `log 1/n Σ_i N(x; s_i, σ² I)`, the estimate by which
 * Makhzani et al. (arXiv 1511.05644, section 3) and Goodfellow et al. (arXiv 1406.2661) compare generative models.
 *
 * Conventions: pixels in [0, 1] (MNIST) or standardised (TFD), which makes other numbers; 10,000 samples, of which the papers
 * write as MNIST-10K; the bandwidth is chosen on validation images by {@link selectParzenBandwidth}; then the test set
 * is measured once. Never compare numbers of different sample counts, scales of pixels or grids of bandwidths: more
 * samples alone raise the result by tens of nats. The estimate is far below the true likelihood in many dimensions and
 * can prefer the worse model (Theis et al., arXiv 1511.01844): it is here to compare with papers.
 *
 * Distances are in single precision, whose error in nats is of the order of `1e-7 ||x||² / σ²`.
 *
 * @param samples Of the model, `[n, ...]`.
 * @param points `[count, ...]`, of as many numbers each.
 * @param bandwidth The standard deviation `σ` of the window, in the units of the points.
 * @throws DiopterError `shape-mismatch` if samples and points differ in size or there are none, `invalid-argument` for
 * a bandwidth that is not above zero, `dtype-mismatch` for other tensors than float32.
 *
 * @example
 * const { bandwidth } = await selectParzenBandwidth(samples, validationImages);
 * const { mean, standardError } = await parzenLogLikelihood(samples, testImages, { bandwidth });
 */
export async function parzenLogLikelihood(
  samples: tf.Tensor | HostTensor,
  points: tf.Tensor | HostTensor,
  { bandwidth }: { readonly bandwidth: number },
): Promise<ParzenLogLikelihood> {
  const [logLikelihoods] = await parzenDensities(
    await rowsOf(samples, 'parzenLogLikelihood, argument samples'),
    await rowsOf(points, 'parzenLogLikelihood, argument points'),
    [bandwidth],
    'parzenLogLikelihood',
  );
  const mean = meanOf(logLikelihoods!);
  const variance = meanOf(logLikelihoods!.map((value) => (value - mean) ** 2));
  return {
    logLikelihoods: logLikelihoods!,
    mean,
    standardError: Math.sqrt(variance / logLikelihoods!.length),
  };
}

/** The mean of numbers. */
export function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
