/** For tests: priors of every kind. */

import {
  categorical,
  type GaussianComponent,
  gaussianRing,
  isotropicGaussian,
  type MixturePrior,
  type Prior,
  swissRoll,
} from '../index.js';

/** Three coordinates that depend on each other. */
export const slanted: GaussianComponent = {
  mean: [1, -2, 0.5],
  covariance: [
    [4, 1.2, -0.5],
    [1.2, 1, 0.3],
    [-0.5, 0.3, 0.7],
  ],
};
/** A mixture with a component that never occurs. */
export const uneven: MixturePrior = {
  kind: 'mixture',
  weights: [0.7, 0, 0.3],
  components: [
    slanted,
    { ...slanted, mean: [9, 9, 9] },
    { mean: [-5, 0, 5], covariance: [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? 0.25 : 0))) },
  ],
};
/** Priors with a density, by name. */
export const gaussianPriors: Readonly<Record<string, Prior>> = {
  plane: isotropicGaussian(),
  'deviation 5': isotropicGaussian({ dimensions: 8, standardDeviation: 5 }),
  slanted: { kind: 'gaussian', ...slanted },
  ring: gaussianRing(),
  uneven,
};
/** Priors of all kinds. */
export const priors: Readonly<Record<string, Prior>> = {
  ...gaussianPriors,
  'swiss roll': swissRoll(),
  labels: categorical([0.2, 0.5, 0.3]),
};
