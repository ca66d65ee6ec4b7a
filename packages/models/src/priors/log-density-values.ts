/** The density of priors in double precision, on plain numbers. */

import { logSumExpOf } from '../numbers/index.js';
import type { FactoredGaussian } from './factored-gaussian.js';
import { pointsOf } from './points.js';
import type { Prior } from './prior.js';
import { definitionOf } from './registry.js';
import { whitened } from './whitened.js';

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
  const rows = pointsOf(points, gaussians[0]!.mean.length, 'logDensityValues, argument points');
  return Float64Array.from(rows, (point) =>
    logSumExpOf(gaussians.map((gaussian, k) => Math.log(weights[k]!) + logDensityOf(gaussian, point))),
  );
}

function logDensityOf(gaussian: FactoredGaussian, point: readonly number[]): number {
  const squares = whitened(gaussian, point).reduce((sum, value) => sum + value * value, 0);
  return gaussian.logPeak - squares / 2;
}
