/** Adam and AdamW. */

import * as tf from '@tensorflow/tfjs';
import { assertOption } from './assert-option.js';
import { type Optimizer, optimizerOf, type Slots, type StepInputs } from './optimizer.js';
import { type WeightDecayOptions, withDecay } from './weight-decay.js';

/** Options of {@link adam} and {@link adamw}. */
export interface AdamOptions extends WeightDecayOptions {
  /** Decay rate of the mean of gradients, from 0 up to but not including 1. */
  readonly beta1?: number;
  /** Decay rate of the mean of squared gradients, from 0 up to but not including 1. */
  readonly beta2?: number;
  /** Added to the root of the corrected second moment. */
  readonly epsilon?: number;
}

/** What Adam remembers: (1 - beta1) and (1 - beta2) times these sums are the first and second moments. */
export type AdamSlot = 'gradientSum' | 'squareSum';

/**
 * Adam of D. Kingma and J. Ba (arXiv:1412.6980, algorithm 1), as PyTorch has it: epsilon is added *after* the bias
 * correction, theta <- theta - learningRate m / (sqrt(v) + epsilon) with corrected moments m and v. `weightDecay` adds
 * weightDecay theta to the gradient; for decay apart from the moments take {@link adamw}.
 *
 * @throws DiopterError `invalid-argument` for options out of range.
 * @example
 * const optimizer = adam({ beta1: 0.5 });
 * let state = optimizer.init(parameters);
 * ({ parameters, state } = optimizer.update(gradients, state, parameters, { learningRate: 2e-4, step }));
 */
export function adam(options: AdamOptions = {}): Optimizer<AdamSlot> {
  const { weightDecay = 0 } = options;
  assertOption(weightDecay >= 0, 'adam', 'weightDecay', weightDecay, 'at least 0');
  const { scalars, advance } = moments(options, 'adam');
  return optimizerOf({
    slots: ['gradientSum', 'squareSum'],
    scalars,
    update: (parameter, gradient, before, numbers, path) => {
      const { change, slots } = advance(withDecay(gradient, parameter, path, options), before, numbers);
      return { parameter: tf.sub(parameter, change), slots };
    },
  });
}

/**
 * AdamW of I. Loshchilov and F. Hutter (arXiv:1711.05101) as PyTorch has it: {@link adam}, but weight decay stays out of
 * the moments: learningRate weightDecay theta is taken off theta beside Adam's step. `weightDecay` is 0.01 by default.
 *
 * @throws DiopterError `invalid-argument` for options out of range.
 * @example
 * const optimizer = adamw({ weightDecay: 0.05, decays: (path) => path.endsWith('.filter') });
 */
export function adamw(options: AdamOptions = {}): Optimizer<AdamSlot> {
  const { weightDecay = 0.01, decays = () => true } = options;
  assertOption(weightDecay >= 0, 'adamw', 'weightDecay', weightDecay, 'at least 0');
  const { scalars, advance } = moments(options, 'adamw');
  return optimizerOf({
    slots: ['gradientSum', 'squareSum'],
    scalars: (inputs) => ({ ...scalars(inputs), decay: tf.mul(inputs.learningRate, weightDecay) }),
    update: (parameter, gradient, before, numbers, path) => {
      const { change, slots } = advance(gradient, before, numbers);
      if (!decays(path)) return { parameter: tf.sub(parameter, change), slots };
      // Taken off together: as a float32 factor, 1 - learningRate weightDecay would lose most digits of the decay.
      return { parameter: tf.sub(parameter, tf.add(change, tf.mul(parameter, numbers.decay))), slots };
    },
  });
}

/**
 * Adam's step for one parameter in ten elementwise operations. With the sums M = m / (1 - beta1) and V = v / (1 - beta2)
 * instead of the moments, and all scalars brought together, the step is rate M / (sqrt(V) + epsilon').
 */
function moments({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions, where: string) {
  const range = 'from 0 up to, but not including, 1';
  assertOption(beta1 >= 0 && beta1 < 1, where, 'beta1', beta1, range);
  assertOption(beta2 >= 0 && beta2 < 1, where, 'beta2', beta2, range);
  assertOption(epsilon >= 0, where, 'epsilon', epsilon, 'at least 0');
  // The decay rates as float32 has them: 1 - 0.999 is 1.3e-5 off otherwise, and so would be the moments.
  const [kept1, kept2] = [Math.fround(beta1), Math.fround(beta2)];
  return {
    scalars({ learningRate, step }: StepInputs) {
      const correction1 = biasCorrection(kept1, step);
      const correction2 = tf.sqrt(tf.div(biasCorrection(kept2, step), 1 - kept2));
      const rate = tf.mul(tf.mul(learningRate, 1 - kept1), tf.div(correction2, correction1));
      return { rate, epsilon: tf.mul(correction2, epsilon) };
    },
    advance(gradient: tf.Tensor, before: Slots<AdamSlot>, numbers: { rate: tf.Tensor; epsilon: tf.Tensor }) {
      const gradientSum = tf.add(tf.mul(before.gradientSum, kept1), gradient);
      const squareSum = tf.add(tf.mul(before.squareSum, kept2), tf.square(gradient));
      const root = tf.add(tf.sqrt(squareSum), numbers.epsilon);
      return { change: tf.mul(tf.div(gradientSum, root), numbers.rate), slots: { gradientSum, squareSum } };
    },
  };
}

/**
 * 1 - beta^step, to a few units in the last place of float32 at every step.
 *
 * Neither beta^step as a running product nor exp(step ln beta) would do: close to 1, subtracting them from 1 leaves
 * only five digits for beta = 0.999 and four for 0.9999. With y = -step ln beta, 1 - e^-y = 2 t / (1 + t) where
 * t = tanh(y / 2), and tanh is accurate near 0. Nothing is carried from step to step, so nothing drifts.
 */
function biasCorrection(beta: number, step: tf.Scalar): tf.Tensor {
  const t = tf.tanh(tf.mul(step, -Math.log(beta) / 2));
  return tf.div(tf.mul(t, 2), tf.add(t, 1));
}
