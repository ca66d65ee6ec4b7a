/** Structural similarity around each pixel. */

import { stopGradient } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';
import { filterValid, gaussianWindow } from './gaussian-filter.js';
import type { CompleteOptions } from './options.js';

/** Two maps `[batch, height', width', channels]`, one number per place of the window; their product is SSIM. */
export interface SimilarityMaps {
  /** `(2 μx μt + C1) / (μx² + μt² + C1)`: how alike the local means are. */
  readonly luminance: tf.Tensor4D;
  /** `(2 σxt + C2) / (σx² + σt² + C2)`: how alike local contrast and structure are; negative if opposed. */
  readonly structure: tf.Tensor4D;
}

/** Wang et al., equation 13 in its two factors. Variances are the window's own: weighted means, not sample estimates. */
export function similarityMaps(
  x: tf.Tensor,
  target: tf.Tensor,
  { dataRange, windowSize, deviation, k1, k2 }: CompleteOptions,
): SimilarityMaps {
  const window = gaussianWindow(windowSize, deviation);
  // Variances are differences of larger numbers, which are smallest around the mean. They do not depend on that centre,
  // which therefore needs no gradient.
  const [centreX, centreT] = [centreOf(x), centreOf(target)];
  const [a, b] = [tf.sub(x, centreX), tf.sub(target, centreT)];
  const moments = (images: readonly tf.Tensor[]) =>
    tf.split(filterValid(tf.concat([...images]), window), images.length);
  // What belongs to the target alone is filtered by itself: it needs no gradient.
  const [meanA, squareA, product] = moments([a, tf.square(a), tf.mul(a, b)]) as [tf.Tensor, ...tf.Tensor[]];
  const [meanB, squareB] = moments([b, tf.square(b)]) as [tf.Tensor, ...tf.Tensor[]];
  const similarity = (twiceProduct: tf.Tensor, squares: tf.Tensor, constant: number) =>
    tf.div<tf.Tensor4D>(tf.add(twiceProduct, constant), tf.add(squares, constant));

  const [meanX, meanT] = [tf.add(meanA, centreX), tf.add(meanB, centreT)];
  const covariance = tf.sub(product!, tf.mul(meanA, meanB));
  const variances = tf.add(tf.sub(squareA!, tf.square(meanA)), tf.sub(squareB!, tf.square(meanB)));
  return {
    luminance: similarity(
      tf.mul(tf.mul(meanX, meanT), 2),
      tf.add(tf.square(meanX), tf.square(meanT)),
      (k1 * dataRange) ** 2,
    ),
    structure: similarity(tf.mul(covariance, 2), variances, (k2 * dataRange) ** 2),
  };
}

function centreOf(images: tf.Tensor): tf.Tensor {
  return stopGradient(tf.mean(images, [1, 2], true));
}
