/** Samples of Gaussians, each row of another one. */

import { type Key, normal } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { classRows } from './class-rows.js';
import type { FactoredGaussian } from './factored-gaussian.js';

/**
 * `mean + L noise` with the mean and Cholesky factor `L` of each row's Gaussian: the diagonal at once, then column by
 * column what is below it. Every operation rounds once, so that all engines give the same bits, which products of
 * matrices would not.
 */
export function sampleGaussians(
  gaussians: readonly FactoredGaussian[],
  classes: tf.Tensor2D,
  key: Key,
): tf.Tensor2D {
  const dimensions = gaussians[0]!.mean.length;
  const noise = normal(key, [classes.shape[0], dimensions]) as tf.Tensor2D;
  const rows = (numbers: (gaussian: FactoredGaussian) => readonly number[]) =>
    classRows(classes, gaussians.map(numbers));
  const diagonal = rows(({ factor }) => factor.map((row, i) => row[i]!));
  const start = tf.add(
    rows(({ mean }) => mean),
    tf.mul(noise, diagonal),
  );
  const mixing = gaussians[0]!.mean.map((_, column) => column).filter((column) => mixes(gaussians, column));
  return mixing.reduce<tf.Tensor>((sum, column) => {
    const below = rows(({ factor }) => factor.map((row, i) => (i > column ? row[column]! : 0)));
    return tf.add(sum, tf.mul(tf.slice(noise, [0, column], [-1, 1]), below));
  }, start) as tf.Tensor2D;
}

/** Whether this coordinate's noise reaches later ones in any of the Gaussians. */
function mixes(gaussians: readonly FactoredGaussian[], column: number): boolean {
  return gaussians.some(({ factor }) => factor.some((row, i) => i > column && row[column] !== 0));
}
