/** The divergence of a diagonal Gaussian from the standard one. */

import * as tf from '@tensorflow/tfjs';
import { assertSameShape } from '../checks/index.js';
import { batchMean } from '../reduction/index.js';

/**
 * The Kullback-Leibler divergence `KL(N(mean, exp(logVariance)) || N(0, I))` in nats: the mean over the batch of each
 * code's sum of `½ (exp(v) + m² - 1 - v)` (Kingma and Welling, arXiv 1312.6114, appendix B).
 *
 * @param mean of the codes, `[batch, ...]`.
 * @param logVariance the logarithm of their variances, of the same shape.
 * @returns a scalar, at least 0, and 0 for standard normal codes.
 * @throws DiopterError `shape-mismatch` if the shapes differ.
 *
 * @example
 * const loss = tf.add(squaredPixelLoss(decoded, images, { perImage: 'sum' }), gaussianDivergence(mean, logVariance));
 */
export function gaussianDivergence(mean: tf.Tensor, logVariance: tf.Tensor): tf.Scalar {
  assertSameShape(mean, logVariance, 'gaussianDivergence');
  // expm1, since near the prior exp(v) - 1 would lose its digits.
  const fromVariance = tf.sub(tf.expm1(logVariance), logVariance);
  return tf.mul<tf.Scalar>(batchMean(tf.add(fromVariance, tf.square(mean)), 'sum'), 0.5);
}
