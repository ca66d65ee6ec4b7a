/** The Gaussian prior. */

import type { PriorDefinition } from './definition.js';
import { factoredGaussian } from './factored-gaussian.js';
import type { GaussianPrior } from './prior.js';
import { sampleGaussians } from './sample-gaussians.js';

/**
 * `N(0, s² I)`. The likelihoods of Makhzani et al. (arXiv 1511.05644) are recalled to use 8 dimensions and s = 5 for
 * MNIST, 15 dimensions and s = 10 for TFD; styles beside a label have s = 1.
 *
 * @param standardDeviation `s`, above zero.
 *
 * @example
 * const prior = isotropicGaussian({ dimensions: 8, standardDeviation: 5 });
 */
export function isotropicGaussian({
  dimensions = 2,
  standardDeviation = 1,
}: {
  readonly dimensions?: number;
  readonly standardDeviation?: number;
} = {}): GaussianPrior {
  const axes = Array.from({ length: dimensions }, (_, i) => i);
  const variance = standardDeviation ** 2;
  return {
    kind: 'gaussian',
    mean: axes.map(() => 0),
    covariance: axes.map((i) => axes.map((j) => (i === j ? variance : 0))),
  };
}

/** A mixture of one. */
export const gaussianDefinition: PriorDefinition<GaussianPrior> = {
  dimensions: ({ mean }) => mean.length,
  classWeights: () => [1],
  sample: (prior, classes, key) => sampleGaussians([factoredGaussian(prior)], classes, key),
  mixture: (prior) => ({ weights: [1], gaussians: [factoredGaussian(prior)] }),
};
