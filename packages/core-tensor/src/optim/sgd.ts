/** Gradient descent, plain and with momentum. */

import * as tf from '@tensorflow/tfjs';
import { assertOption } from './assert-option.js';
import { type Optimizer, optimizerOf } from './optimizer.js';
import { type WeightDecayOptions, withDecay } from './weight-decay.js';

/**
 * Stochastic gradient descent: theta <- theta - learningRate (g + weightDecay theta), as PyTorch's `SGD`.
 *
 * @throws DiopterError `invalid-argument` for a negative `weightDecay`.
 * @example
 * const optimizer = sgd();
 * const { parameters } = optimizer.update(gradients, optimizer.init(weights), weights, { learningRate: 0.1, step });
 */
export function sgd(options: WeightDecayOptions = {}): Optimizer<never> {
  const { weightDecay = 0 } = options;
  assertOption(weightDecay >= 0, 'sgd', 'weightDecay', weightDecay, 'at least 0');
  return optimizerOf({
    slots: [],
    scalars: ({ learningRate }) => learningRate,
    update: (parameter, gradient, _slots, learningRate, path) => ({
      parameter: tf.sub(parameter, tf.mul(withDecay(gradient, parameter, path, options), learningRate)),
      slots: {},
    }),
  });
}

/** Options of {@link momentum}. */
export interface MomentumOptions extends WeightDecayOptions {
  /** The share of the velocity that a step keeps, from 0 up to but not including 1. */
  readonly momentum?: number;
  /** Whether to step along the velocity that the next step would have for the same gradient. */
  readonly nesterov?: boolean;
}

/**
 * Gradient descent with momentum, as PyTorch's `SGD`: with g the gradient plus weightDecay theta,
 * v <- momentum v + g, and theta <- theta - learningRate v, or theta - learningRate (g + momentum v) with `nesterov`.
 *
 * @throws DiopterError `invalid-argument` for options out of range.
 */
export function momentum(options: MomentumOptions = {}): Optimizer<'velocity'> {
  const { momentum: kept = 0.9, nesterov = false, weightDecay = 0 } = options;
  assertOption(kept >= 0 && kept < 1, 'momentum', 'momentum', kept, 'from 0 up to, but not including, 1');
  assertOption(weightDecay >= 0, 'momentum', 'weightDecay', weightDecay, 'at least 0');
  return optimizerOf({
    slots: ['velocity'],
    scalars: ({ learningRate }) => learningRate,
    update: (parameter, gradient, slots, learningRate, path) => {
      const slope = withDecay(gradient, parameter, path, options);
      const velocity = tf.add(tf.mul(slots.velocity, kept), slope);
      const direction = nesterov ? tf.add(tf.mul(velocity, kept), slope) : velocity;
      return { parameter: tf.sub(parameter, tf.mul(direction, learningRate)), slots: { velocity } };
    },
  });
}
