/** For tests: the numbers of fixtures/make.py. */

import { readFileSync } from 'node:fs';
import type { Normalisation, ShatterNetwork } from '../index.js';

interface MeasureCase {
  readonly shape: readonly number[];
  readonly seed: number;
  readonly lags: number;
  readonly autocorrelation: readonly number[];
  /** The first three rows. */
  readonly covariance: readonly (readonly number[])[];
  /** Of the first and the last gradient. */
  readonly correlation: number;
}

interface DiagnosisCase {
  readonly relu: Readonly<Record<'active' | 'coActive' | 'dead', number>>;
  readonly leaky: Readonly<Record<'active' | 'coActive', number>>;
  readonly tanh: Readonly<Record<'saturated', number>>;
  readonly singularValues: readonly (readonly number[])[];
  readonly autocorrelation?: readonly number[];
  readonly ends?: number;
  readonly pairs?: number;
}

interface Fixture {
  readonly brown: readonly number[];
  readonly measures: Readonly<Record<string, MeasureCase>>;
  readonly theory: Readonly<
    Record<
      | 'plainCoActivation'
      | 'blocks'
      | 'residualBatchNorm'
      | 'residualBatchNormEnergy'
      | 'residualBatchNormCorrected',
      readonly number[]
    >
  >;
  readonly derivatives: readonly {
    readonly network: ShatterNetwork;
    readonly normalisation: Normalisation;
    /** `[seeds][points]`. */
    readonly gradients: readonly (readonly number[])[];
  }[];
  /** By the length of the output. */
  readonly diagnosis: Readonly<Record<string, DiagnosisCase>>;
}

export const fixture: Fixture = JSON.parse(
  readFileSync(new URL('../fixtures/shatter.json', import.meta.url), 'utf8'),
);

/** The largest difference, relative to the largest expected number. The lengths must be equal. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  const size = Math.max(...Array.from(expected, Math.abs));
  return Math.max(...Array.from(actual, (value, i) => Math.abs(value - expected[i]!))) / size;
}
