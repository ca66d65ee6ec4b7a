/** The sliced Wasserstein distance: how far codes are from where they should be. */

import { safeNorm, safeSqrt, topK } from '@diopter/core-tensor/ops';
import { type Key, normal } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { assertCount, checkCodes } from '../checks/index.js';

/** Options of {@link slicedWasserstein}. */
export interface SlicedWassersteinOptions {
  /** What the directions are drawn with: distances compare if it is the same. */
  readonly key: Key;
  /** How many directions. */
  readonly projections?: number;
}

/**
 * The sliced Wasserstein distance of two samples, `(mean_θ W₂²(θᵀx, θᵀy))^(1/2)` over random directions `θ` (Bonneel et al., Journal of
 * Mathematical Imaging and Vision 51, 2015). On each direction both are sorted, and the squares of the differences of their quantiles
 * are averaged: exactly, also for samples of different sizes. There is no kernel width to choose, and far samples count as far.
 *
 * Two samples of one distribution are not at 0: compare with the distance of two samples of the prior. Differentiable, eagerly and
 * in compiled functions; the gradient is 0 where the distance is.
 *
 * @param x codes, `[n, dimensions]`.
 * @param y codes, `[m, dimensions]`.
 * @returns a scalar, at least 0, in units of the codes: a shift by `v` in `d` dimensions gives about `||v|| / √d`.
 * @throws DiopterError `shape-mismatch` for what are no codes of one length, `invalid-argument` for a number of directions that is not
 * whole and above 0.
 *
 * @example
 * const distance = slicedWasserstein(codes, normal(priorKey, [1000, 8]), { key });
 */
export function slicedWasserstein(
  x: tf.Tensor,
  y: tf.Tensor,
  { key, projections = 128 }: SlicedWassersteinOptions,
): tf.Scalar {
  checkCodes(x, 'slicedWasserstein, argument x');
  checkCodes(y, 'slicedWasserstein, argument y', { dimensions: x.shape[1]! });
  assertCount(projections, 'slicedWasserstein, option projections');
  const drawn = normal(key, [projections, x.shape[1]!]);
  const directions = tf.div(drawn, safeNorm(drawn, 1, true)) as tf.Tensor2D;
  const { first, second, widths } = commonQuantiles(x.shape[0]!, y.shape[0]!);
  const quantiles = (codes: tf.Tensor, rows: number[]) => {
    const { values } = topK(tf.matMul(directions, codes as tf.Tensor2D, false, true), codes.shape[0]!);
    return tf.gather(values, tf.tensor1d(rows, 'int32'), 1);
  };
  const squares = tf.square(tf.sub(quantiles(x, first), quantiles(y, second)));
  const total = tf.sum(tf.mul(squares, tf.tensor1d(widths)));
  return safeSqrt(tf.div<tf.Scalar>(total, projections * x.shape[0]! * y.shape[0]!));
}

/**
 * The intervals on which the quantile functions of `n` and of `m` points are both constant: which point each has there, and the
 * interval's width in units of `1/nm`.
 */
function commonQuantiles(n: number, m: number) {
  const [first, second, widths] = [[] as number[], [] as number[], [] as number[]];
  let start = 0;
  for (let i = 0, j = 0; i < n && j < m; ) {
    const end = Math.min((i + 1) * m, (j + 1) * n);
    first.push(i);
    second.push(j);
    widths.push(end - start);
    start = end;
    if ((i + 1) * m === end) i++;
    if ((j + 1) * n === end) j++;
  }
  return { first, second, widths };
}
