/** Kernel expectations under one-hot codes: finite sums, for every kernel. */

import * as tf from '@tensorflow/tfjs';
import { kernelMatrix, kernelOf } from '../kernels/index.js';
import type { PreparedPrior } from './embedding.js';
import { drawComponents } from './gaussian-draws.js';

/** The embedding of the unit vectors with these probabilities. */
export function categoricalPrior(weights: readonly number[]): PreparedPrior {
  const size = weights.length;
  const probabilities = () => tf.tensor1d([...weights]);
  return {
    dimensions: size,
    components: size,
    weights: probabilities,
    expectations: (x, kernel) => kernelMatrix(kernel, x, tf.eye(size)),
    withinComponents: (kernel) => kernelOf(kernel, tf.zeros([size])) as tf.Tensor1D,
    within: (kernel) => {
      // Two different unit vectors are √2 apart.
      const squaredDistances = tf.mul(tf.sub(1, tf.eye(size)), 2);
      const column = tf.reshape(probabilities(), [size, 1]);
      return tf.sum(tf.mul(tf.matMul(kernelOf(kernel, squaredDistances), column), column));
    },
    draw: (key, count) => {
      const data = new Float32Array(count * size);
      drawComponents(key, weights, count).forEach((component, row) => {
        data[row * size + component] = 1;
      });
      return { shape: [count, size], dtype: 'float32', data };
    },
  };
}
