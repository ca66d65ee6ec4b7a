/** What structural similarity takes, and what it refuses. */

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { pattern } from '../testing/pattern.js';
import { msSsim, msSsimLoss, msSsimWeights, ssim, ssimLoss } from './index.js';

const value = (scalar: tf.Scalar) => scalar.dataSync()[0]!;
const [x, target] = [pattern('distorted', [2, 48, 45, 3]), pattern('target', [2, 48, 45, 3])];
const scales = (count: number) => ({ weights: msSsimWeights.slice(0, count) });

describe.each([
  { name: 'ssim', metric: ssim, loss: ssimLoss, options: {} },
  { name: 'msSsim', metric: msSsim, loss: msSsimLoss, options: scales(3) },
])('$name', ({ metric, loss, options }) => {
  it('does not depend on the range images are given in', () => {
    const inBytes = metric(tf.mul(x, 255), tf.mul(target, 255), { ...options, dataRange: 255 });
    expect(value(inBytes)).toBeCloseTo(value(metric(x, target, options)), 5);
  });

  it('is symmetric, and what its loss lacks to 1', () => {
    expect(value(metric(target, x, options))).toBeCloseTo(value(metric(x, target, options)), 6);
    expect(value(loss(x, target, options))).toBeCloseTo(1 - value(metric(x, target, options)), 6);
  });

  it('falls with noise, blur and a shift of one pixel', () => {
    const damaged = [
      x,
      tf.avgPool(target, 3, 1, 'same'),
      tf.concat([target.slice([0, 1], [-1, -1]), target.slice([0, 0], [-1, 1])], 1),
    ];
    for (const each of damaged)
      expect(value(metric(each as tf.Tensor4D, target, options))).toBeLessThan(0.99);
  });

  it.each([
    [{ dataRange: 0 }, 'option dataRange'],
    [{ dataRange: Number.POSITIVE_INFINITY }, 'option dataRange'],
    [{ windowSize: 10 }, 'option windowSize'],
    [{ deviation: 0 }, 'option deviation'],
    [{ k1: 0 }, 'option k1'],
    [{ k2: -1 }, 'option k2'],
  ])('refuses %j', (wrong, message) => {
    expect(() => metric(x, target, { ...options, ...wrong })).toThrow(message);
  });
});

describe('images that are too small', () => {
  const tooSmall = (side: number) => tf.zeros([1, side, 200, 3]);

  it('for one window are refused, with the size that is needed', () => {
    expect(value(ssim(tooSmall(11), tooSmall(11)))).toBe(1);
    expect(() => ssim(tooSmall(10), tooSmall(10))).toThrow('at least 11 pixels wide and high');
    expect(value(ssim(tooSmall(10), tooSmall(10), { windowSize: 7 }))).toBe(1);
  });

  it('for five scales are refused, with the number of scales that fit', () => {
    expect(() => msSsim(tooSmall(64), tooSmall(64))).toThrow(
      /\[1, 64, 200, 3\] are too small for 5 scales.*at least 176 pixels.*here 3 fit, weights: msSsimWeights.slice\(0, 3\)/,
    );
    expect(value(msSsim(tooSmall(64), tooSmall(64), scales(3)))).toBe(1);
    expect(() => msSsim(tooSmall(8), tooSmall(8))).toThrow('here none fits');
    expect(() => msSsim(x, target, { weights: [] })).toThrow('option weights');
  });
});

describe('ssim of one constant image and another', () => {
  it('compares their means, whose constants are Wang’s', () => {
    const [a, b] = [0.2, 0.6].map((grey) => tf.fill([1, 16, 16, 1], grey));
    const expected = (2 * 0.2 * 0.6 + 0.01 ** 2) / (0.2 ** 2 + 0.6 ** 2 + 0.01 ** 2);
    expect(value(ssim(a!, b!))).toBeCloseTo(expected, 5);
  });
});
