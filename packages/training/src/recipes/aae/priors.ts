/** The priors of the recipe by name, and the kernels that compare codes with them. */

import { type Kernel, sumOfKernels } from '@diopter/losses';
import { categorical, gaussianRing, isotropicGaussian, type Prior, swissRoll } from '@diopter/models';

/** Of codes: each for codes of some length. */
export const codePriors: Readonly<
  Record<'ring10' | 'gaussian' | 'swiss-roll', (codeLength: number) => Prior>
> = {
  ring10: () => gaussianRing(),
  gaussian: (dimensions) => isotropicGaussian({ dimensions }),
  'swiss-roll': () => swissRoll(),
};

/** Of styles, whatever the variant. */
export const stylePrior = (length: number): Prior => isotropicGaussian({ dimensions: length });

/** Of labels: every class as likely. */
export const labelPrior = (classes: number): Prior => categorical(classes);

/** Lengthscales of squared exponentials for each kind of prior, from its finest detail to its extent. A choice of ours. */
const lengthscales: {
  readonly [Kind in Prior['kind']]: (prior: Extract<Prior, { kind: Kind }>) => number[];
} = {
  gaussian: ({ mean, covariance }) => {
    const extent = Math.sqrt(mean.reduce((sum, _, i) => sum + covariance[i]![i]!, 0));
    return [0.25, 0.5, 1, 2].map((share) => share * extent);
  },
  mixture: () => [0.1, 0.2, 0.4, 0.8, 1.6],
  'swiss-roll': () => [0.1, 0.2, 0.4, 0.8, 1.6],
  categorical: () => [0.25, 0.5, 1],
};

/** The kernel for codes of a prior: a sum of squared exponentials, so that no width has to be right. */
export function kernelFor(prior: Prior): Kernel {
  const scales = (lengthscales[prior.kind] as (prior: Prior) => number[])(prior);
  return sumOfKernels(scales.map((lengthscale) => ({ kind: 'squared-exponential', lengthscale })));
}
