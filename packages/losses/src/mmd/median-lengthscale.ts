/** The median heuristic: a kernel as wide as codes are apart. */

import { offTape, pairwiseSquaredDistances, safeSqrt, topK } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';
import { checkCodes } from '../checks/index.js';

/** What the median is of. */
export type MedianConvention = 'distance' | 'half-squared';

/** Options of {@link medianLengthscale}. */
export interface MedianLengthscaleOptions {
  /**
   * `'distance'` is the median distance (Gretton et al. 2012, section 8). `'half-squared'` is `√(½ median d²)`, as in their code and in that of
   * adversarially learned inference: smaller by √2, so that the kernel at the median distance is `exp(-1)` and not `exp(-½)`.
   */
  readonly convention?: MedianConvention;
}

/** By the middle squared distances: one, or the two on both sides of the middle. */
const conventions: Readonly<Record<MedianConvention, (middle: tf.Tensor) => tf.Tensor>> = {
  distance: (middle) => tf.mean(safeSqrt(middle)),
  'half-squared': (middle) => safeSqrt(tf.mul(tf.mean(middle), 0.5)),
};

/**
 * The median distance of two different codes of the pooled sample, as a lengthscale for kernels. Pairs of a code with itself do not
 * count, pairs of equal codes do; of an even number of pairs it is the mean of the two in the middle. No gradient flows through it: a
 * loss whose kernel widens with its codes could be made small by spreading them.
 *
 * Eagerly and in compiled functions, where it follows the codes of every call. It sorts all pairs: give it some hundred codes.
 *
 * @param x codes, `[n, dimensions]`.
 * @param y other codes that are pooled with them, `[m, dimensions]`; may be left out.
 * @returns a scalar above 0, in units of the codes; 1 where the median is 0, because most codes are equal.
 * @throws DiopterError `shape-mismatch` for fewer than two codes, or codes of different lengths.
 *
 * @example
 * const kernel: Kernel = { kind: 'squared-exponential', lengthscale: medianLengthscale(codes, samples) };
 */
export function medianLengthscale(
  x: tf.Tensor,
  y?: tf.Tensor,
  { convention = 'distance' }: MedianLengthscaleOptions = {},
): tf.Scalar {
  const where = 'medianLengthscale';
  checkCodes(x, `${where}, argument x`, { atLeast: y === undefined ? 2 : 1 });
  if (y !== undefined) checkCodes(y, `${where}, argument y`, { dimensions: x.shape[1]! });
  return offTape(() => {
    const pooled = y === undefined ? x : tf.concat([x, y], 0);
    const median = conventions[convention](middleSquaredDistances(pooled));
    return tf.where(tf.greater(median, 0), median, tf.onesLike(median)) as tf.Scalar;
  });
}

/** The squared distance in the middle of those between different codes, twice, or the two in the middle, each twice. */
function middleSquaredDistances(codes: tf.Tensor): tf.Tensor {
  const count = codes.shape[0]!;
  const pairs = (count * (count - 1)) / 2;
  // In the whole matrix each pair is there twice, and the zeros of the diagonal come after all pairs.
  const firstOfMiddle = 2 * Math.floor((pairs - 1) / 2);
  const afterMiddle = 2 * (Math.floor(pairs / 2) + 1);
  const { values } = topK(tf.reshape(pairwiseSquaredDistances(codes), [-1]), afterMiddle);
  return tf.slice(values, firstOfMiddle, afterMiddle - firstOfMiddle);
}
