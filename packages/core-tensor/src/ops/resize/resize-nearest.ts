/** `resizeNearest`: every output pixel is a copy of one input pixel. */

import * as tf from '@tensorflow/tfjs';
import { differentiable } from '../differentiable.js';
import { applyMatrices } from './apply-matrices.js';
import { nearestMatrix } from './interpolation.js';

/** Kernels multiply indices by `1 / factor`; in single precision the first factor for which that rounds to a wrong pixel is 41. */
const largestFactor = 40;

/**
 * Resizes images by copying the pixel below each output pixel's centre. Enlarging by whole factors repeats pixels.
 * (tfjs' own gradient is wrong for a batch of more than one image on its `cpu` backend.)
 *
 * @param x `[batch, height, width, channels]`.
 * @param size New `[height, width]`.
 */
export function resizeNearest(x: tf.Tensor, size: readonly [number, number]): tf.Tensor4D {
  const [, height = 0, width = 0] = x.shape;
  const factors: [number, number] = [size[0] / height, size[1] / width];
  return factors.every((factor) => Number.isInteger(factor) && factor >= 1 && factor <= largestFactor)
    ? repeatPixels(x, factors)
    : applyMatrices(x, nearestMatrix(height, size[0]), nearestMatrix(width, size[1]));
}

/** The gradient of repeating pixels is the sum over each block: its average times its size. */
function repeatPixels(x: tf.Tensor, factors: [number, number]): tf.Tensor4D {
  const [vertical, horizontal] = factors;
  return differentiable(
    [x],
    (x) => {
      const [, height = 0, width = 0] = x.shape;
      return tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [height * vertical, width * horizontal]);
    },
    (dy) => [tf.mul(tf.avgPool(dy as tf.Tensor4D, factors, factors, 'valid'), vertical * horizontal)],
  ) as tf.Tensor4D;
}
