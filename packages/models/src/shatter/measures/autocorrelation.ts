/** The autocorrelation of gradients along a path: how soon a gradient forgets its neighbours. */

import { DiopterError } from '@diopter/core-tensor/errors';
import {
  centredRows,
  type GradientRows,
  type Gradients,
  rowProduct,
  rowsOf,
  sumOfSquares,
} from './gradient-rows.js';

/**
 * Below this share of its size, what a gradient varies by is the rounding of single precision, and it counts as constant:
 * looks-linear networks of up to fifty layers were seen to vary by up to 1e-4 of their gradient, where a single kink among 200
 * units makes some 1e-2.
 */
const constantBelow = 5e-4;

/** Options of {@link autocorrelation}. */
export interface AutocorrelationOptions {
  /** The largest distance of two points, in points; smaller than their number. */
  readonly lags?: number;
  /** A gradient counts as constant if at most points it differs from its mean by a smaller share of its size (root of the mean square). */
  readonly flat?: number;
}

/**
 * The autocorrelation of gradients at evenly spaced points, by the biased estimate of Balduzzi et al. (arXiv 1702.08591):
 * with `z = g - mean(g)`, `ACF(k) = Σ_i z_i z_{i+k} / Σ_i z_i²`. Where a gradient is a vector, products are inner products.
 *
 * White noise has about 0 at all lags but the first, within `2 / √points`; brown noise of 256 points has 0.97, 0.87 and 0.64
 * at lags 1, 5 and 15.
 *
 * @returns At lags 0 to `lags`; `ACF(0) = 1`. All NaN for a constant gradient, whose autocorrelation is 0 / 0.
 * @throws DiopterError `shape-mismatch` for fewer than two points, `invalid-argument` for lags that there are no points for
 * and numbers that are not finite.
 *
 * @example
 * const [, next] = autocorrelation(gradients); // near 1: coherent, near 0: shattered
 */
export function autocorrelation(
  gradients: Gradients,
  { lags = 15, flat = constantBelow }: AutocorrelationOptions = {},
): Float64Array {
  const rows = rowsOf(gradients, 'autocorrelation, argument gradients');
  if (!Number.isInteger(lags) || lags < 0 || lags >= rows.count) {
    throw new DiopterError('invalid-argument', {
      what: `${lags} lags of ${rows.count} points`,
      where: 'autocorrelation, option lags',
      help: 'a whole number below that of the points',
    });
  }
  const centred = centredRows(rows);
  const energy = productAt(centred, 0);
  const isConstant = energy === 0 || isFlat(centred, flat ** 2 * (sumOfSquares(rows.data) / rows.count));
  return Float64Array.from({ length: lags + 1 }, (_, lag) =>
    isConstant ? Number.NaN : productAt(centred, lag) / energy,
  );
}

/**
 * Whether at half of the points or more the square of what is left without the mean is below a limit. Not the mean of the squares: at a
 * single point of many a unit of a linear network can get exactly 0, where its gradient is neither of the two that make it linear.
 */
function isFlat(centred: GradientRows, limit: number): boolean {
  const squares = Float64Array.from({ length: centred.count }, (_, i) => rowProduct(centred, i, i)).sort();
  return squares[(centred.count - 1) >> 1]! < limit;
}

/** `Σ_i z_i z_{i+lag}`. */
function productAt(rows: GradientRows, lag: number): number {
  let sum = 0;
  for (let i = 0; i + lag < rows.count; i++) sum += rowProduct(rows, i, i + lag);
  return sum;
}
