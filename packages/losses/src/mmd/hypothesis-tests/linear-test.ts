/** The z-test of the linear-time estimator: whether two large samples come from one distribution. */

import type * as tf from '@tensorflow/tfjs';
import type { Kernel } from '../kernels/index.js';
import { linearTerms } from '../linear-terms.js';
import { checkSamples } from '../squared-mmd.js';
import { type Codes, compiledOnce } from './host-matrix.js';
import { normalUpperTail } from './p-value.js';

/** What the test says. */
export interface LinearTest {
  /** The squared MMD by the linear-time estimator. */
  readonly statistic: number;
  /** Its standard error, from the variance of its terms. */
  readonly standardError: number;
  /** `statistic / standardError` */
  readonly z: number;
  /** `P(Z >= z)`. */
  readonly pValue: number;
}

/** Options of {@link linearTest}. */
export interface LinearTestOptions {
  readonly kernel: Kernel;
}

/**
 * Tests whether two samples come from one distribution, in time and memory of order `n` (Gretton et al. 2012, section 6): the terms of
 * the linear-time estimator are independent, so that their mean is normal in the limit. Needs some hundred codes to be right, and more
 * than `permutationTest` to find the same difference.
 *
 * @param x codes, `[n, dimensions]`, at least four, in random order.
 * @param y codes, `[n, dimensions]`.
 * @throws DiopterError as `squaredMmd` does.
 *
 * @example
 * const { pValue } = await linearTest(codes, samples, { kernel });
 */
export async function linearTest(x: Codes, y: Codes, { kernel }: LinearTestOptions): Promise<LinearTest> {
  checkSamples(x, y, kernel, 'linearTest', 4);
  const { data } = await compiledOnce(
    (x, y) => linearTerms(x as tf.Tensor2D, y as tf.Tensor2D, kernel),
    x,
    y,
  );
  const terms = Float64Array.from(data);
  const statistic = terms.reduce((sum, each) => sum + each, 0) / terms.length;
  const squares = terms.reduce((sum, each) => sum + (each - statistic) ** 2, 0);
  const standardError = Math.sqrt(squares / (terms.length - 1) / terms.length);
  // Terms that are all equal, as of equal samples, say nothing: 0 / 0.
  const z =
    standardError === 0 ? Math.sign(statistic) * Number.POSITIVE_INFINITY || 0 : statistic / standardError;
  return { statistic, standardError, z, pValue: normalUpperTail(z) };
}
