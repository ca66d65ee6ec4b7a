/** Which part of what a unit gave each of its copies gives. */

import { foldIn, type Key, uniformValues } from '@diopter/core-tensor/random';
import type { Copies } from './copies.js';

/**
 * - `even`: all copies the same, as in the paper. Without noise they stay the same for ever: their gradients are.
 * - `uneven`: drawn from a Dirichlet distribution. The function is as exact, and copies learn at different rates.
 */
export type Split = 'even' | 'uneven';

/** Shares of a unit's copies, which add up to 1, by its representative. */
export type Shares = ReadonlyMap<number, Float64Array>;

/** Shares are never smaller than this part of an even share: a copy that gives nothing would not learn. */
const smallestPart = 0.2;

/** Draws `count` numbers that add up to 1: a flat Dirichlet distribution, mixed with equal parts so that none is near 0. */
function unevenShares(key: Key, count: number): Float64Array {
  const { data } = uniformValues(key, [count]);
  const exponential = Array.from(data, (u) => -Math.log1p(-u));
  const sum = exponential.reduce((total, value) => total + value, 0);
  return Float64Array.from(
    exponential,
    (value) => (smallestPart + (1 - smallestPart) * count * (value / sum)) / count,
  );
}

/** Shares of all copies. */
export function drawShares(copies: Copies, split: Split, key: Key): Shares {
  const shares = [...copies]
    .filter(([, count]) => count > 1)
    .map(([unit, count]) => {
      const own =
        split === 'even' ? new Float64Array(count).fill(1 / count) : unevenShares(foldIn(key, unit), count);
      return [unit, own] as const;
    });
  return new Map(shares);
}
