/** Kernels as plain data: how alike two codes are, by the distance between them. */

import type * as tf from '@tensorflow/tfjs';

/** A kernel's parameter: a number, or a scalar of TensorFlow.js that is computed or traced, such as a median distance. */
export type KernelParameter = number | tf.Scalar;

/** `exp(-r² / 2ℓ²)`: the squared exponential (Gaussian) kernel. Characteristic; from 0 to 1. */
export interface SquaredExponentialKernel {
  readonly kind: 'squared-exponential';
  /** `ℓ`, in the units of the codes. Not its square, and not the 1/2ℓ² that some tools call gamma. */
  readonly lengthscale: KernelParameter;
}

/** `C / (C + r²)`: the inverse multiquadric kernel of Wasserstein autoencoders (arXiv 1711.01558). From 0 to 1. */
export interface InverseMultiquadricKernel {
  readonly kind: 'inverse-multiquadric';
  /** `C`, in the units of the codes squared. */
  readonly scale: KernelParameter;
}

/** `exp(-r / ℓ)`: the Laplacian kernel. From 0 to 1. */
export interface LaplacianKernel {
  readonly kind: 'laplacian';
  /** `ℓ`, in the units of the codes. */
  readonly lengthscale: KernelParameter;
}

/**
 * `-r`: its squared MMD is the energy distance `2 E|x - y| - E|x - x'| - E|y - y'|` (Sejdinovic et al., arXiv 1207.6076).
 * Conditionally positive definite: MMDs with it are at least 0, single entries are not.
 */
export interface EnergyKernel {
  readonly kind: 'energy';
}

/** `Σ weight · kernel`: of several widths, so that none has to be right. Its squared MMD is the same sum. */
export interface KernelSum {
  readonly kind: 'sum';
  readonly terms: readonly KernelTerm[];
}

/** One kernel of a {@link KernelSum}. */
export interface KernelTerm {
  readonly weight: KernelParameter;
  readonly kernel: Kernel;
}

/**
 * A kernel of the Euclidean distance `r` between two codes, as plain data. It is a tree, so that compiled functions can take it
 * as an argument: its numbers are then scalars that may change from call to call.
 *
 * @example
 * const kernel: Kernel = { kind: 'squared-exponential', lengthscale: Math.sqrt(dimensions) };
 */
export type Kernel =
  | SquaredExponentialKernel
  | InverseMultiquadricKernel
  | LaplacianKernel
  | EnergyKernel
  | KernelSum;

/** The name of a kernel. */
export type KernelKind = Kernel['kind'];
