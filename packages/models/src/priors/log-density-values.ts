/** The density of priors in double precision, on plain numbers. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { logSumExpOf } from '../numbers/index.js';
import type { FactoredGaussian } from './factored-gaussian.js';
import type { Prior } from './prior.js';
import { definitionOf } from './registry.js';

/**
 * The values of {@link logDensity}, without tfjs and in double precision.
 *
 * @param points Row by row, `count * dimensions` numbers.
 * @returns `count` numbers, in nats.
 * @throws DiopterError `invalid-argument` for priors without density, `shape-mismatch` for points that are no rows.
 *
 * @example
 * const [atOrigin] = logDensityValues(isotropicGaussian(), [0, 0]); // -log(2π)
 */
export function logDensityValues(prior: Prior, points: ArrayLike<number>): Float64Array {
  const { weights, gaussians } = definitionOf(prior).mixture(prior);
  const dimensions = gaussians[0]!.mean.length;
  if (points.length % dimensions !== 0) {
    throw new DiopterError('shape-mismatch', {
      what: `${points.length} numbers are no rows of ${dimensions}`,
      where: 'logDensityValues, argument points',
    });
  }
  return Float64Array.from({ length: points.length / dimensions }, (_, row) => {
    const point = Array.from({ length: dimensions }, (_, i) => points[row * dimensions + i]!);
    return logSumExpOf(gaussians.map((gaussian, k) => Math.log(weights[k]!) + logDensityOf(gaussian, point)));
  });
}

function logDensityOf({ mean, whitening, logPeak }: FactoredGaussian, point: readonly number[]): number {
  const squares = whitening.reduce((sum, row) => {
    const whitened = row.reduce((total, weight, i) => total + weight * (point[i]! - mean[i]!), 0);
    return sum + whitened * whitened;
  }, 0);
  return logPeak - squares / 2;
}
