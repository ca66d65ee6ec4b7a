/** The principal axes of a covariance, and the refusal of what is none. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type SymmetricEigen, symmetricEigen } from '@diopter/core-tensor/linear-algebra';
import type { GaussianComponent } from './prior.js';

/** How much a covariance may lack to symmetry, relative to its largest element: rounding to single precision. */
const asymmetry = 1e-6;

/**
 * The variances along the principal axes of a covariance, and the axes.
 *
 * @throws DiopterError `invalid-argument` for a covariance that is not finite, symmetric and positive definite.
 */
export function principalAxes(covariance: GaussianComponent['covariance'], where: string): SymmetricEigen {
  const refuse = (what: string): never => {
    throw new DiopterError('invalid-argument', {
      what: `the covariance is not ${what}`,
      where,
      help: 'a covariance is symmetric and positive definite',
    });
  };
  const largest = Math.max(...covariance.map((row) => Math.max(...row.map(Math.abs))));
  if (!Number.isFinite(largest)) refuse('finite');
  covariance.forEach((row, i) => {
    row.forEach((each, j) => {
      const other = covariance[j]![i]!;
      if (Math.abs(each - other) > asymmetry * largest)
        refuse(`symmetric: ${each} at [${i}, ${j}], ${other} at [${j}, ${i}]`);
    });
  });
  // The mean of both halves, so that what is taken for symmetric is.
  const eigen = symmetricEigen(
    covariance.map((row, i) => row.map((each, j) => (each + covariance[j]![i]!) / 2)),
  );
  const [low, high] = [Math.min(...eigen.values), Math.max(...eigen.values)];
  if (!(low > covariance.length * Number.EPSILON * high))
    refuse(`positive definite: its eigenvalues go from ${low} to ${high}`);
  return eigen;
}

/** A vector in the coordinates of the axes: `vectorsᵀ · x`. */
export function alongAxes(x: readonly number[], vectors: Float64Array): number[] {
  return x.map((_, axis) => x.reduce((total, each, i) => total + each * vectors[i * x.length + axis]!, 0));
}
