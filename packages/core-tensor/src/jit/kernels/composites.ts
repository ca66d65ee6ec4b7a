/** Kernels that are a line of other kernels. */

import * as tf from '@tensorflow/tfjs';
import type { CompositeKernel } from './kernel.js';

export const composites: readonly CompositeKernel[] = [
  { name: 'Square', compose: ({ x }) => tf.mul(x!, x!) },
  { name: 'Rsqrt', compose: ({ x }) => tf.reciprocal(tf.sqrt(x!)) },
  {
    name: 'SquaredDifference',
    compose: ({ a, b }) => tf.square(tf.sub(a!, b!)),
  },
  {
    name: 'Step',
    compose: ({ x }, { alpha }) => {
      const positive = tf.greater(x!, 0);
      const otherwise = Number(alpha ?? 0);
      return otherwise === 0
        ? tf.cast(positive, 'float32')
        : tf.where(positive, tf.onesLike(x!), tf.fill(x!.shape, otherwise));
    },
  },
];
