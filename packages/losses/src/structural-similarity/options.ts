/** The window and the constants of structural similarity. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { assertDataRange, type RangeOptions } from '../checks/index.js';

/** Options of structural similarity; the defaults are those of Wang et al. */
export interface StructuralSimilarityOptions extends RangeOptions {
  /** The side of the window, in pixels: odd, at least 3. */
  readonly windowSize?: number;
  /** The standard deviation of the Gaussian that weighs it, in pixels. */
  readonly deviation?: number;
  /** Steadies the comparison of means: `C1 = (k1 dataRange)²`. */
  readonly k1?: number;
  /** Steadies the comparison of variances: `C2 = (k2 dataRange)²`. */
  readonly k2?: number;
}

/** All of them. */
export type CompleteOptions = Required<StructuralSimilarityOptions>;

/** @throws DiopterError `invalid-argument` naming the option. */
export function completeOptions(
  { dataRange = 1, windowSize = 11, deviation = 1.5, k1 = 0.01, k2 = 0.03 }: StructuralSimilarityOptions,
  where: string,
): CompleteOptions {
  assertDataRange(dataRange, where);
  const isPositive = (value: number) => value > 0 && Number.isFinite(value);
  const checks = {
    windowSize: [windowSize, windowSize >= 3 && windowSize % 2 === 1, 'an odd number of at least 3'],
    deviation: [deviation, isPositive(deviation), 'a finite number above 0'],
    k1: [k1, isPositive(k1), 'a finite number above 0: it keeps gradients finite'],
    k2: [k2, isPositive(k2), 'a finite number above 0: it keeps gradients finite'],
  } as const;
  for (const [option, [value, isRight, expected]] of Object.entries(checks)) {
    if (isRight) continue;
    throw new DiopterError('invalid-argument', {
      what: `${value} is not ${expected}`,
      where: `${where}, option ${option}`,
    });
  }
  return { dataRange, windowSize, deviation, k1, k2 };
}
