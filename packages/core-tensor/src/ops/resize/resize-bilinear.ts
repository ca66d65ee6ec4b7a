/** `resizeBilinear`: bilinear interpolation by matrix products. */

import type * as tf from '@tensorflow/tfjs';
import { applyMatrices } from './apply-matrices.js';
import { type Coordinates, linearMatrix } from './interpolation.js';

export interface ResizeBilinearOptions {
  readonly coordinates?: Coordinates;
}

/**
 * Resizes images by bilinear interpolation (no smoothing before shrinking).
 *
 * @param x `[batch, height, width, channels]`.
 * @param size New `[height, width]`.
 *
 * @example
 * const doubled = resizeBilinear(x, [64, 64]);
 */
export function resizeBilinear(
  x: tf.Tensor,
  size: readonly [number, number],
  { coordinates = 'half-pixel' }: ResizeBilinearOptions = {},
): tf.Tensor4D {
  const [, height = 0, width = 0] = x.shape;
  return applyMatrices(
    x,
    linearMatrix(height, size[0], coordinates),
    linearMatrix(width, size[1], coordinates),
  );
}
