/** Sums of kernels, and the one of Wasserstein autoencoders. */

import type { InverseMultiquadricKernel, Kernel, KernelSum } from './kernel.js';

/**
 * The sum of kernels, each with the weight 1. Squared MMDs and closed forms with it are the sums of theirs.
 *
 * @example
 * const kernel = sumOfKernels([1, 2, 4].map((lengthscale) => ({ kind: 'squared-exponential', lengthscale })));
 */
export function sumOfKernels(kernels: readonly Kernel[]): KernelSum {
  return { kind: 'sum', terms: kernels.map((kernel) => ({ weight: 1, kernel })) };
}

/** What the codes of a Wasserstein autoencoder are drawn from. */
export type WaePrior = 'normal' | 'sphere' | 'uniform';

/** Options of {@link waeKernel}. */
export interface WaeKernelOptions {
  /** The length of a code. */
  readonly dimensions: number;
  /** The prior: `N(0, standardDeviation² I)`, the unit sphere, or the cube [-1, 1]. */
  readonly prior?: WaePrior;
  /** Of the normal prior. */
  readonly standardDeviation?: number;
  /** What the scale that suits the prior is multiplied with, one kernel each. */
  readonly scales?: readonly number[];
}

const baseScales: Readonly<Record<WaePrior, (dimensions: number, standardDeviation: number) => number>> = {
  normal: (dimensions, standardDeviation) => 2 * dimensions * standardDeviation ** 2,
  sphere: () => 2,
  uniform: (dimensions) => dimensions,
};

/**
 * The kernel of Wasserstein autoencoders' MMD (Tolstikhin et al., arXiv 1711.01558, and their code): `Σ_s C / (C + r²)` with
 * `C = s · C_base`. `C_base` is `2dσ²`, the mean squared distance of two codes, for the normal prior; 2 for the sphere; `d` for the cube.
 * From 0 to the number of scales. Theirs are 0.1, 0.2, 0.5, 1, 2, 5 and 10.
 *
 * @throws DiopterError `invalid-argument`, from what uses the kernel, if a scale comes out as no finite number above 0.
 *
 * @example
 * const kernel = waeKernel({ dimensions: 64 });
 */
export function waeKernel({
  dimensions,
  prior = 'normal',
  standardDeviation = 1,
  scales = [0.1, 0.2, 0.5, 1, 2, 5, 10],
}: WaeKernelOptions): KernelSum {
  const base = baseScales[prior](dimensions, standardDeviation);
  return sumOfKernels(
    scales.map((scale): InverseMultiquadricKernel => ({ kind: 'inverse-multiquadric', scale: scale * base })),
  );
}
