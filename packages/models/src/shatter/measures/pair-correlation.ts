/** The correlation of gradients over all pairs of inputs. */

import { type Gradients, rowsOf, sumOfSquares } from './gradient-rows.js';

/**
 * `E <g_i, g_j> / E |g_i|²` over all pairs of different gradients: the correlation of theory, which averages products and
 * squares apart.
 *
 * @returns NaN where all gradients are zero.
 * @throws DiopterError `shape-mismatch` for fewer than two points, `invalid-argument` for numbers that are not finite.
 */
export function pairCorrelation(gradients: Gradients): number {
  const { count, length, data } = rowsOf(gradients, 'pairCorrelation, argument gradients');
  const sum = new Float64Array(length);
  for (const [i, value] of data.entries()) sum[i % length]! += value;
  const energy = sumOfSquares(data);
  return (sumOfSquares(sum) - energy) / ((count - 1) * energy);
}
