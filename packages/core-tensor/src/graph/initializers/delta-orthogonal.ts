/** Convolutions that start as one orthogonal matrix at every pixel. */

import * as tf from '@tensorflow/tfjs';
import { problem } from '../problem.js';
import type { Drawer, Initializer } from './initializer.js';
import { orthonormalMatrix } from './orthonormal-matrix.js';
import { weightGeometry } from './weight-geometry.js';

/**
 * A Haar-distributed matrix with orthonormal rows, times `gain`, in the centre of the kernel and zeros elsewhere (Xiao et al. 2018,
 * arXiv 1806.05393): at stride 1 and with 'same' padding the convolution keeps the norm of its input times `gain`.
 *
 * `init` refuses it, with `shape-mismatch`, for kernels of even size, which have no centre, and for fewer output than input channels,
 * where no matrix keeps the norm of every input. Use {@link orthogonal} there. A dense layer's kernel is a 1x1 filter here.
 *
 * Drawn by the host, in double precision, with the same bits on every engine; so not by `init` inside a compiled function.
 *
 * @example
 * conv2d({ filters: 16, kernelSize: 3, initializers: { filter: deltaOrthogonal() } });
 */
export function deltaOrthogonal({ gain = 1 } = {}): Initializer {
  return { kind: 'deltaOrthogonal', gain };
}

export const drawDeltaOrthogonal: Drawer<'deltaOrthogonal'> = ({ gain }, { key, shape, fans }) => {
  const { window, channels, inputs, outputs } = weightGeometry({ shape, fans }, 'delta-orthogonal');
  if (window.some((size) => size % 2 === 0)) {
    throw problem(
      'shape-mismatch',
      `a delta-orthogonal kernel needs a centre, which ${window.join(' x ')} has not`,
      'use a kernel of odd size',
    );
  }
  if (outputs < inputs) {
    throw problem(
      'shape-mismatch',
      `a delta-orthogonal convolution keeps norms, but ${outputs} channels cannot hold those of ${inputs}`,
      'use orthogonal() where channels get fewer',
    );
  }
  const area = window.reduce((product, size) => product * size, 1);
  const matrix = orthonormalMatrix(key, ...channels, gain);
  const values = new Float32Array(area * matrix.length);
  values.set(matrix, ((area - 1) / 2) * matrix.length);
  return tf.tensor(values, [...shape]);
};
