/** How gradients at all pairs of points vary together, as a matrix for a picture. */

import type { Matrix } from '@diopter/core-tensor/linear-algebra';
import { centredRows, type Gradients, rowProduct, rowsOf, sumOfSquares } from './gradient-rows.js';

/**
 * `|z zᵀ| / variance` with `z = g - mean(g)`: the lower row of figure 1 of Balduzzi et al. (arXiv 1702.08591). White noise
 * makes a diagonal on grain, brown noise large blocks.
 *
 * @returns `[points][points]`, at least zero, 1 on average over the diagonal; all zero for a constant gradient.
 * @throws DiopterError `shape-mismatch` for fewer than two points, `invalid-argument` for numbers that are not finite.
 */
export function gradientCovariance(gradients: Gradients): Matrix {
  const rows = centredRows(rowsOf(gradients, 'gradientCovariance, argument gradients'));
  const variance = sumOfSquares(rows.data) / rows.count;
  const size = (i: number, j: number) => (variance === 0 ? 0 : Math.abs(rowProduct(rows, i, j)) / variance);
  const lower = Array.from({ length: rows.count }, (_, i) =>
    Array.from({ length: i + 1 }, (_, j) => size(i, j)),
  );
  return lower.map((row, i) => lower.map((other, j) => (j > i ? other[i]! : row[j]!)));
}
