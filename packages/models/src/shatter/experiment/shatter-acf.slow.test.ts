/** The whole table of autocorrelations: six networks at five depths, 20 seeds each. */

import { randomKey } from '@diopter/core-tensor/random';
import { describe, expect, it } from 'vitest';
import { apart, largestDeviation } from '../testing/acf.js';
import { acfDepths, acfTable, compareShatterAcf } from './index.js';

/**
 * Means over 20 networks at lags 1, 5 and 15, by depth: another run in NumPy, rounded, of the networks of {@link acfTable} that do not
 * look linear.
 */
const rounded: Readonly<Record<number, readonly (readonly [number, number, number])[]>> = {
  2: [
    [0.97, 0.88, 0.68],
    [0.97, 0.83, 0.6],
    [0.97, 0.85, 0.57],
    [0.98, 0.89, 0.68],
    [0.95, 0.8, 0.66],
    [0.98, 0.89, 0.69],
  ],
  4: [
    [0.97, 0.83, 0.61],
    [0.95, 0.76, 0.43],
    [0.91, 0.62, 0.14],
    [0.96, 0.78, 0.44],
    [0.97, 0.87, 0.68],
    [0.97, 0.88, 0.7],
  ],
  10: [
    [0.93, 0.73, 0.43],
    [0.72, 0.16, -0.06],
    [0.46, -0.07, -0.03],
    [0.9, 0.59, 0.17],
    [0.95, 0.77, 0.53],
    [0.95, 0.77, 0.48],
  ],
  24: [
    [0.85, 0.53, 0.2],
    [-0.02, 0.02, -0.01],
    [-0.04, 0, 0],
    [0.82, 0.41, 0.05],
    [0.93, 0.72, 0.47],
    [0.93, 0.7, 0.44],
  ],
  50: [
    [0.73, 0.37, 0.18],
    [0.02, -0.02, 0],
    [0, 0.01, -0.03],
    [0.72, 0.22, -0.08],
    [0.91, 0.62, 0.35],
    [0.87, 0.57, 0.33],
  ],
};

describe.each(acfDepths)('at depth %d', (depth) => {
  it('autocorrelations are those of two runs in NumPy, within the spread of 20 networks', async () => {
    const rows = await compareShatterAcf({ networks: acfTable, depth, key: randomKey(depth) });
    expect(rows.map(({ constant }) => constant)).toEqual([0, 0, 0, 0, 0, 0, 20]);
    for (const [place, row] of rows.slice(0, 6).entries()) {
      expect(largestDeviation(row)).toBeLessThan(4);
      for (const [i, lag] of [1, 5, 15].entries()) {
        const own = [row.mean[lag]!, row.deviation[lag]!] as const;
        expect(apart(own, [rounded[depth]![place]![i]!, row.deviation[lag]!])).toBeLessThan(4);
      }
    }
  });
});
