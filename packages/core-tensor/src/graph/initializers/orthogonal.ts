/** Orthogonal initial weights. */

import * as tf from '@tensorflow/tfjs';
import type { Drawer, Initializer } from './initializer.js';
import { orthonormalMatrix } from './orthonormal-matrix.js';
import { weightGeometry } from './weight-geometry.js';

/**
 * A Haar-distributed orthonormal matrix times `gain` (Saxe et al. 2013, arXiv 1312.6120). Of a dense layer's kernel
 * `[inputs, outputs]` the columns are orthonormal or, with fewer inputs than outputs, the rows: then, and for square ones, the
 * layer keeps the norm of its input times `gain`.
 *
 * A filter is flattened to `[height * width * inputs, outputs]`, as in PyTorch and Keras. Such a convolution does *not* keep norms:
 * {@link deltaOrthogonal} does.
 *
 * Drawn by the host, in double precision, with the same bits on every engine; so not by `init` inside a compiled function.
 *
 * @example
 * dense({ units: 256, initializers: { kernel: orthogonal({ gain: Math.SQRT2 }) } });
 */
export function orthogonal({ gain = 1 } = {}): Initializer {
  return { kind: 'orthogonal', gain };
}

export const drawOrthogonal: Drawer<'orthogonal'> = ({ gain }, { key, shape, fans }) => {
  const { window, channels } = weightGeometry({ shape, fans }, 'orthogonal');
  const rows = window.reduce((product, size) => product * size, channels[0]);
  return tf.tensor(orthonormalMatrix(key, rows, channels[1], gain), [...shape]);
};
