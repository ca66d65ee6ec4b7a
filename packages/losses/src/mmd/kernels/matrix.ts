/** Kernel matrices: the kernel between each two codes. */

import { pairwiseSquaredDistances } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';
import { kernelOf } from './functions.js';
import type { Kernel } from './kernel.js';

/** `K_ij = k(x_i, y_j)`, `[n, m]`, of codes `[n, dimensions]` and `[m, dimensions]`; without `y` of one set with itself. */
export function kernelMatrix(kernel: Kernel, x: tf.Tensor, y: tf.Tensor = x): tf.Tensor2D {
  return kernelOf(kernel, pairwiseSquaredDistances(x, y)) as tf.Tensor2D;
}

/**
 * The matrix with a diagonal of zeros. By a mask: taking the trace off the sum would cost all digits where a narrow kernel leaves
 * little beside the diagonal.
 */
export function withoutDiagonal(matrix: tf.Tensor2D): tf.Tensor2D {
  return tf.mul(matrix, tf.sub(1, tf.eye(matrix.shape[0])));
}
