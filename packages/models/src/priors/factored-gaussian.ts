/** A Gaussian prepared for sampling and densities. */

import { cholesky, invertedTriangle, type Matrix } from '@diopter/core-tensor/linear-algebra';
import { invalidPrior } from './invalid-prior.js';
import type { GaussianComponent } from './prior.js';

/** `N(mean, factor factorᵀ)`, in double precision. */
export interface FactoredGaussian {
  readonly mean: readonly number[];
  /** Lower triangular: `mean + factor noise` is a sample. */
  readonly factor: Matrix;
  /** Its inverse: the length of `whitening (x - mean)` is the Mahalanobis distance. */
  readonly whitening: Matrix;
  /** The logarithm of the density at the mean. */
  readonly logPeak: number;
}

/**
 * Checks and factors a Gaussian.
 *
 * @throws DiopterError `invalid-argument` for sizes that do not fit and for a covariance that is not symmetric and
 * positive definite.
 */
export function factoredGaussian({ mean, covariance }: GaussianComponent): FactoredGaussian {
  const dimensions = mean.length;
  const fits = covariance.length === dimensions && covariance.every((row) => row.length === dimensions);
  if (dimensions === 0 || !fits) {
    const sizes = covariance.map((row) => row.length);
    throw invalidPrior(`a mean of ${dimensions} numbers has a covariance with rows of [${sizes.join(', ')}]`);
  }
  const factor = isSymmetric(covariance) && mean.every(Number.isFinite) ? cholesky(covariance) : undefined;
  if (factor === undefined) {
    const what = `N([${mean.join(', ')}], [${covariance.join('; ')}]) is no Gaussian`;
    throw invalidPrior(what, 'means are finite, covariances symmetric and positive definite');
  }
  const logDeviations = factor.reduce((sum, row, i) => sum + Math.log(row[i]!), 0);
  const logPeak = -0.5 * dimensions * Math.log(2 * Math.PI) - logDeviations;
  return { mean, factor, whitening: invertedTriangle(factor), logPeak };
}

/** Symmetric but for rounding. */
function isSymmetric(matrix: Matrix): boolean {
  return matrix.every((row, i) =>
    row.every((value, j) => {
      const other = matrix[j]![i]!;
      return Math.abs(value - other) <= 1e-9 * Math.max(Math.abs(value), Math.abs(other));
    }),
  );
}
