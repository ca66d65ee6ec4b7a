/** Initial filters of transposed convolutions that start smooth. */

import * as tf from '@tensorflow/tfjs';
import { normal } from '../../random/index.js';
import type { Drawer, Initializer } from './initializer.js';

/**
 * For transposed convolutions whose kernel is twice their stride: bilinear interpolation of randomly mixed channels, the mix
 * being normal with standard deviation `coefficient * sqrt(2 / input channels)`. Where independent weights make every
 * place within a stride start as another function of the input, and so with a checkerboard pattern, these start smooth
 * (a choice of ours, after the bilinear filters of Long et al. 2015, arXiv 1411.4038).
 */
export function interpolating({ coefficient = 1 } = {}): Initializer {
  return { kind: 'interpolating', coefficient };
}

export const drawInterpolating: Drawer<'interpolating'> = (
  { coefficient },
  { key, shape: [height = 1, width = 1, outputs = 1, inputs = 1] },
) => {
  const standardDeviation = coefficient * Math.sqrt(2 / inputs);
  return tf.tidy(() => {
    const rows = tf.tensor(tent(height), [height, 1, 1, 1]);
    const columns = tf.tensor(tent(width), [1, width, 1, 1]);
    return tf.mul(tf.mul(rows, columns), normal(key, [outputs, inputs], { standardDeviation }));
  });
};

/** A triangle over `size` places: those that are half of `size` apart add up to 1. */
function tent(size: number): number[] {
  return Array.from({ length: size }, (_, i) => 1 - Math.abs((2 * i + 1) / size - 1));
}
