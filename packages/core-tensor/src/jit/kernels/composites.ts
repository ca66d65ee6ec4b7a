/** Kernels that are a line or two of other kernels. */

import * as tf from '@tensorflow/tfjs';
import type { CompositeKernel } from './kernel.js';

export const composites: readonly CompositeKernel[] = [
  { name: 'AddN', compose: (inputs) => Object.values(inputs).reduce((sum, x) => tf.add(sum, x)) },
  { name: 'Atan2', compose: ({ a, b }) => angle(a!, b!) },
  {
    name: 'EluGrad',
    // elu(x) + 1 is the slope below zero, and never below 0.
    compose: ({ dy, y }) => tf.mul(dy!, tf.add(tf.minimum(y!, 0), 1)),
  },
  {
    name: 'Expm1',
    // e^x - 1 loses all digits near 0; tanh does not.
    compose: ({ x }) => tf.mul(tf.tanh(tf.mul(x!, 0.5)), tf.add(tf.exp(x!), 1)),
  },
  { name: 'FlipLeftRight', compose: ({ image }) => tf.reverse(image!, 2) },
  { name: 'IsFinite', compose: ({ x }) => tf.less(tf.abs(x!), Infinity) },
  { name: 'Log1p', compose: ({ x }) => logarithmOfOnePlus(x!) },
  { name: 'NotEqual', compose: ({ a, b }) => tf.logicalNot(tf.equal(a!, b!)) },
  { name: 'Rsqrt', compose: ({ x }) => tf.div(1, tf.sqrt(x!)) },
  { name: 'Square', compose: ({ x }) => tf.mul(x!, x!) },
  { name: 'SquaredDifference', compose: ({ a, b }) => tf.square(tf.sub(a!, b!)) },
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

/** The angle of the point (b, a): the arc tangent of a / b, half a turn further where b is negative. */
function angle(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const vertical = tf.equal(b, 0);
  const slope = tf.atan(tf.div(a, tf.where(vertical, tf.onesLike(b), b)));
  const halfTurn = tf.mul(tf.sub(1, tf.mul(tf.cast(tf.less(a, 0), 'float32'), 2)), Math.PI);
  const turned = tf.add(slope, tf.mul(halfTurn, tf.cast(tf.less(b, 0), 'float32')));
  return tf.where(vertical, tf.mul(tf.sign(a), Math.PI / 2), turned);
}

/**
 * log(1 + x) for any x > -1. With u = 1 + x rounded, log(u) x / (u - 1) makes up for the rounding of u (Kahan; Goldberg 1991,
 * theorem 4).
 */
function logarithmOfOnePlus(x: tf.Tensor): tf.Tensor {
  const u = tf.add(x, 1);
  const rounded = tf.sub(u, 1);
  const lost = tf.equal(rounded, 0);
  const quotient = tf.div(tf.mul(tf.log(u), x), tf.where(lost, tf.onesLike(x), rounded));
  return tf.where(lost, x, quotient);
}
