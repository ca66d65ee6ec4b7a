/** For tests: autocorrelations by NumPy, see fixtures/make_acf.py. */

import { readFileSync } from 'node:fs';
import type { ShatterAcf } from '../index.js';

type Row = Omit<ShatterAcf, 'constant' | 'gradients'>;

const rows: readonly Row[] = JSON.parse(
  readFileSync(new URL('../fixtures/acf.json', import.meta.url), 'utf8'),
);

/** How many seeds both have. */
const seeds = 20;

/** How far two means are apart, in standard errors of their difference; differences below the rounding of tables count as none. */
export function apart(
  [mean, deviation]: readonly [number, number],
  [otherMean, otherDeviation]: readonly [number, number],
): number {
  const error = Math.sqrt((deviation ** 2 + otherDeviation ** 2) / seeds);
  return Math.max(0, Math.abs(mean - otherMean) - 0.005) / error;
}

/** The largest difference from NumPy's row of the same network, over lags, in standard errors. */
export function largestDeviation({ network, normalisation, beta, depth, mean, deviation }: Row): number {
  const other = rows.find(
    (row) =>
      row.network === network &&
      row.normalisation === normalisation &&
      row.beta === beta &&
      row.depth === depth,
  )!;
  return Math.max(
    ...mean
      .slice(1)
      .map((value, i) => apart([value, deviation[i + 1]!], [other.mean[i + 1]!, other.deviation[i + 1]!])),
  );
}
