/** The divergence is 0 for the prior alone, and steady next to it. */

import { record } from '@diopter/core-tensor/jit';
import { randomKey } from '@diopter/core-tensor/random';
import { checkGradient, evaluate } from '@diopter/core-tensor/reference';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { gaussianDivergence } from './index.js';

const value = (scalar: tf.Scalar) => scalar.dataSync()[0]!;

describe('gaussianDivergence', () => {
  it('is 0 for the prior, and half the squared mean away from it', () => {
    expect(value(gaussianDivergence(tf.zeros([3, 4]), tf.zeros([3, 4])))).toBe(0);
    expect(value(gaussianDivergence(tf.fill([3, 2, 2], 2), tf.zeros([3, 2, 2])))).toBe(8);
  });

  it('keeps its digits next to the prior', () => {
    const code = gaussianDivergence(tf.zeros([1, 1]), tf.fill([1, 1], 0.001));
    expect(value(code) / (0.25 * 0.001 ** 2)).toBeCloseTo(1, 2);
  });

  it('has the gradient of its differences, also for tiny and large variances', () => {
    const inputs = [
      { shape: [2, 3], data: Float64Array.of(0, 1, -2, 0.5, 3, 0.1) },
      { shape: [2, 3], data: Float64Array.of(0, -12, 2, 0.3, -1, 4) },
    ];
    const [mean, logVariance] = [tf.zeros([2, 3]), tf.zeros([2, 3])];
    const gradient = (...codes: tf.Tensor[]) => tf.grads(gaussianDivergence)(codes);
    const gradients = evaluate(record(gradient, [mean, logVariance]), inputs);
    const loss = record(gaussianDivergence, [mean, logVariance]);
    expect(checkGradient(loss, inputs, gradients, randomKey(1)).error).toBeLessThan(1e-6);
  });

  it('refuses to broadcast', () => {
    expect(() => gaussianDivergence(tf.zeros([2, 3]), tf.zeros([1, 3]))).toThrow('gaussianDivergence');
  });
});
