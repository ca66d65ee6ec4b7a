/** Structural similarity at several scales (MS-SSIM), as a metric and as a loss. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { offTape } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';
import { checkImages } from '../checks/index.js';
import { completeOptions, type StructuralSimilarityOptions } from './options.js';
import { similarityMaps } from './similarity-maps.js';

/** The weights of the five scales, the finest first (Wang, Simoncelli and Bovik 2003). */
export const msSsimWeights: readonly number[] = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

/** Options of {@link msSsim}. */
export interface MsSsimOptions extends StructuralSimilarityOptions {
  /**
   * The exponent of each scale, the finest first. Each halves the image; fewer scales take smaller images:
   * `msSsimWeights.slice(0, 3)` works from 44 pixels on.
   */
  readonly weights?: readonly number[];
}

/**
 * Structural similarity at several scales (Wang, Simoncelli and Bovik 2003, doi 10.1109/ACSSC.2003.1292216): the
 * product over scales of the mean contrast and structure to the power of the scale's weight, times luminance at the
 * coarsest. From scale to scale images are averaged over squares of 2×2 pixels.
 *
 * Conventions, those of torchmetrics with `normalize='relu'`: at each scale the mean of an image is over places and
 * channels together; a negative mean (structure that is opposed throughout) counts as 0. Its gradient is then 0 as
 * well. Window and constants are those of `ssim`; windows lie wholly inside the image at each scale.
 *
 * @param x images, `[batch, height, width, channels]`, in [0, `dataRange`]; at least 176 pixels high and wide with the
 * default options.
 * @param target of the same shape and range.
 * @returns a scalar from 0 to 1, where 1 means equal: the mean over the batch. Larger is better.
 * @throws DiopterError `shape-mismatch` if the shapes differ or the images are too small for the window at the coarsest
 * scale; `invalid-argument` for images that are plainly in another range, or options that make no sense.
 *
 * @example
 * const similarity = msSsim(reconstructions, images, { weights: msSsimWeights.slice(0, 3) });
 */
export function msSsim(x: tf.Tensor, target: tf.Tensor, options: MsSsimOptions = {}): tf.Scalar {
  return similarity(x, target, options, 'msSsim');
}

/**
 * `1 - msSsim(x, target)`: a loss, with gradients that are finite everywhere, at equal and at constant images too.
 *
 * @param x images, `[batch, height, width, channels]`, in [0, `dataRange`]; see {@link msSsim} for the smallest size.
 * @param target of the same shape and range.
 * @returns a scalar from 0, where they are equal, to 1; the mean over the batch.
 * @throws DiopterError as {@link msSsim}.
 *
 * @example
 * const loss = msSsimLoss(reconstructions, images);
 */
export function msSsimLoss(x: tf.Tensor, target: tf.Tensor, options: MsSsimOptions = {}): tf.Scalar {
  return tf.sub(1, similarity(x, target, options, 'msSsimLoss'));
}

function similarity(
  x: tf.Tensor,
  target: tf.Tensor,
  { weights = msSsimWeights, ...options }: MsSsimOptions,
  where: string,
): tf.Scalar {
  const complete = completeOptions(options, where);
  checkWeights(weights, where);
  checkImages(x, target, complete.dataRange, where);
  checkSize(x, complete.windowSize, weights.length, where);
  let pair: readonly [tf.Tensor, tf.Tensor] = [x, target];
  const factors = weights.map((weight, scale) => {
    if (scale > 0) pair = [halved(pair[0]), halved(pair[1])];
    const { luminance, structure } = similarityMaps(...pair, complete);
    const isCoarsest = scale === weights.length - 1;
    const map = isCoarsest ? tf.mul(luminance, structure) : structure;
    return positivePower(tf.mean(map, [1, 2, 3]), weight);
  });
  return tf.mean(factors.reduce((product, factor) => tf.mul(product, factor)));
}

/** Images of half the size: the means of squares of 2×2 pixels; an odd last row or column is dropped. */
function halved(images: tf.Tensor): tf.Tensor {
  return tf.avgPool(images as tf.Tensor4D, 2, 2, 'valid');
}

/** `max(x, 0)` to a power, with gradient 0 at and below 0, where that of the power is infinite. */
function positivePower(x: tf.Tensor, exponent: number): tf.Tensor {
  const isPositive = offTape(() => tf.greater(x, 0));
  // Both branches must be harmless: a gradient of 0 times an infinite one would be NaN.
  const power = tf.pow(tf.where(isPositive, x, tf.onesLike(x)), exponent);
  return tf.where(isPositive, power, tf.zerosLike(power));
}

function checkWeights(weights: readonly number[], where: string): void {
  if (weights.length > 0 && weights.every((weight) => weight > 0 && Number.isFinite(weight))) return;
  throw new DiopterError('invalid-argument', {
    what: `[${weights.join(', ')}] are not finite numbers above 0`,
    where: `${where}, option weights`,
  });
}

function checkSize(x: tf.Tensor, windowSize: number, scales: number, where: string): void {
  const [, height = 0, width = 0] = x.shape;
  const side = Math.min(height, width);
  const needed = windowSize * 2 ** (scales - 1);
  if (x.rank === 4 && side >= needed) return;
  const possible = Math.floor(Math.log2(side / windowSize)) + 1;
  const remedy =
    possible >= 1 ? `here ${possible} fit, weights: msSsimWeights.slice(0, ${possible})` : 'here none fits';
  throw new DiopterError('shape-mismatch', {
    what: `images of [${x.shape.join(', ')}] are too small for ${scales} scales with a window of ${windowSize} pixels`,
    where,
    help: `images are [batch, height, width, channels], at least ${needed} pixels wide and high; ${remedy}`,
  });
}
