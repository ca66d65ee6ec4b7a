/** The correlation of the gradients at two inputs. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { rowProduct, rowsOf } from './gradient-rows.js';

/**
 * `<a, b> / (|a| |b|)`: the correlation of two gradients over weights of mean zero (Balduzzi et al., arXiv 1702.08591,
 * section 3), for which no mean is taken away.
 *
 * @returns From -1 to 1; NaN where a gradient is zero.
 * @throws DiopterError `shape-mismatch` for gradients of different lengths, `invalid-argument` for numbers that are not finite.
 */
export function gradientCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) {
    throw new DiopterError('shape-mismatch', {
      what: `gradients of ${a.length} and ${b.length} numbers`,
      where: 'gradientCorrelation',
    });
  }
  const data = Float64Array.from([...Array.from(a), ...Array.from(b)]);
  const rows = { ...rowsOf(data, 'gradientCorrelation'), count: 2, length: a.length };
  return rowProduct(rows, 0, 1) / Math.sqrt(rowProduct(rows, 0, 0) * rowProduct(rows, 1, 1));
}
