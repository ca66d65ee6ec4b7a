/** Charbonnier's loss of pixels: the absolute one with its corner rounded off. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as tf from '@tensorflow/tfjs';
import { type PixelLossOptions, pixelLoss } from './pixel-loss.js';

/** Options of {@link charbonnierLoss}. */
export interface CharbonnierOptions extends PixelLossOptions {
  /** The difference below which the penalty is nearly quadratic, in units of pixels; above 0. */
  readonly epsilon?: number;
}

/**
 * The mean over the batch of each image's mean or sum of `sqrt(d² + ε²) - ε`, `d` being the difference of a pixel in one
 * channel (Charbonnier et al. 1994; for images Lai et al., LapSRN, arXiv 1710.01992, with ε = 0.001). They do not take ε
 * off: done here so that equal images have a loss of 0. Gradients are the same.
 *
 * @param x images, `[batch, height, width, channels]`, in [0, `dataRange`].
 * @param target what they should be, of the same shape and range.
 * @returns a scalar, at least 0; for images in [0, 1] and `perImage: 'mean'` below 1.
 * @throws DiopterError `shape-mismatch` if the shapes differ; `invalid-argument` for images that are plainly in another
 * range and for an `epsilon` that is not above 0.
 *
 * @example
 * const loss = charbonnierLoss(reconstructions, images, { epsilon: 0.01 });
 */
export function charbonnierLoss(
  x: tf.Tensor,
  target: tf.Tensor,
  { epsilon = 1e-3, ...options }: CharbonnierOptions = {},
): tf.Scalar {
  if (!(epsilon > 0)) {
    throw new DiopterError('invalid-argument', {
      what: `${epsilon} is not above 0`,
      where: 'charbonnierLoss, option epsilon',
    });
  }
  return pixelLoss(x, target, options, 'charbonnierLoss', (x, target) => {
    const squares = tf.square(tf.sub(x, target));
    // sqrt(d² + ε²) - ε, written so that nothing cancels.
    return tf.div(squares, tf.add(tf.sqrt(tf.add(squares, epsilon * epsilon)), epsilon));
  });
}
