/** What the metrics mean. */

import { randomKey, uniformValues } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { type ImageShape, pattern } from '../testing/pattern.js';
import { meanPairDistance, psnr, reconstructionError, sharpness } from './index.js';

const value = (scalar: tf.Scalar) => scalar.dataSync()[0]!;
const shape: ImageShape = [2, 24, 30, 3];
const target = pattern('target', shape);

describe('psnr', () => {
  it('is infinite for what is equal, and does not depend on the range', () => {
    expect(value(psnr(target, target))).toBe(Number.POSITIVE_INFINITY);
    const x = pattern('distorted', shape);
    const inBytes = psnr(tf.mul(x, 255), tf.mul(target, 255), { dataRange: 255 });
    expect(value(inBytes)).toBeCloseTo(value(psnr(x, target)), 3);
  });

  it('refuses a range that is none', () => {
    expect(() => psnr(target, target, { dataRange: 0 })).toThrow('psnr, option dataRange');
  });
});

describe('reconstructionError', () => {
  it('is about 1/√2 for the mean image, in any unit', () => {
    const { data } = uniformValues(randomKey(1), [40, 400]);
    const images = tf.tensor(data, [40, 400]);
    const mean = tf.mul(tf.mean(images, 0, true), tf.ones([40, 1]));
    for (const unit of [1, 255]) {
      const [x, wanted] = [tf.mul(mean, unit), tf.mul(images, unit)];
      const error = reconstructionError(x, wanted, { meanDistance: meanPairDistance(wanted) });
      expect(value(error)).toBeGreaterThan(0.67);
      expect(value(error)).toBeLessThan(Math.SQRT1_2 + 0.01);
    }
  });

  it('takes a number for the mean distance, and refuses to broadcast', () => {
    const [x, wanted] = [
      tf.zeros([2, 2]),
      tf.tensor2d([
        [3, 4],
        [0, 0],
      ]),
    ];
    expect(value(reconstructionError(x, wanted, { meanDistance: 5 }))).toBeCloseTo(0.5, 6);
    expect(() => reconstructionError(x, tf.zeros([1, 2]), { meanDistance: 1 })).toThrow('differ');
  });
});

describe('meanPairDistance', () => {
  it('leaves out the distance of an image to itself', () => {
    expect(
      value(
        meanPairDistance(
          tf.tensor2d([
            [0, 0],
            [3, 4],
          ]),
        ),
      ),
    ).toBeCloseTo(5, 5);
    expect(value(meanPairDistance(tf.fill([3, 4, 4, 1], 0.7)))).toBe(0);
    expect(() => meanPairDistance(tf.zeros([1, 4]))).toThrow('has no two images');
  });
});

describe('sharpness', () => {
  const blurred = tf.avgPool(target, 3, 1, 'same');

  it('is 1 for equals, below for blur, above for noise, and a quarter at half the contrast', () => {
    expect(value(sharpness(target, target))).toBe(1);
    expect(value(sharpness(blurred, target))).toBeLessThan(0.6);
    expect(value(sharpness(pattern('distorted', shape), target))).toBeGreaterThan(1.1);
    const faint = tf.add(tf.mul(target, 0.5), 0.25);
    expect(value(sharpness(faint, target))).toBeCloseTo(0.25, 4);
  });

  it.each([
    [16, 16],
    [17, 23],
    [1, 40],
    [96, 64],
  ])('of %dx%d pixels counts what is above a quarter cycle per pixel, and nothing below', (height, width) => {
    const wave = (frequency: number) =>
      tf.tensor(
        Array.from(
          { length: height * width },
          (_, i) => 0.5 + 0.4 * Math.cos(2 * Math.PI * frequency * (i % width)),
        ),
        [1, height, width, 1],
      );
    expect(value(sharpness(wave(0.12), wave(0.42)))).toBeLessThan(1e-3);
    expect(value(sharpness(wave(0.4), wave(0.42)))).toBeCloseTo(1, 1);
    expect(
      value(sharpness(tf.transpose(wave(0.42), [0, 2, 1, 3]), tf.transpose(wave(0.12), [0, 2, 1, 3]))),
    ).toBeGreaterThan(1e3);
  });

  it('does not take the jump from one edge to the other for detail', () => {
    const ramp = tf.mul(tf.ones([1, 32, 32, 1]), tf.reshape(tf.linspace(0, 1, 32), [1, 1, 32, 1]));
    expect(
      value(sharpness(ramp, tf.tensor(uniformValues(randomKey(2), [1, 32, 32, 1]).data, [1, 32, 32, 1]))),
    ).toBeLessThan(1e-4);
  });

  it.each([1, 2, 3, 8])('compares constant images of %d pixels a side as 1', (side) => {
    const grey = (level: number) => tf.fill([2, side, side, 3], level);
    expect(value(sharpness(grey(0.4), grey(0.9)))).toBeCloseTo(1, 3);
  });
});
