/** Losses of pixels, by their definitions. */

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PerImage } from '../reduction/index.js';
import {
  absolutePixelLoss,
  charbonnierLoss,
  type PixelLossKind,
  pixelLosses,
  squaredPixelLoss,
} from './index.js';

const value = (scalar: tf.Scalar) => scalar.dataSync()[0]!;
const penalties: Record<PixelLossKind, (difference: number) => number> = {
  squared: (difference) => difference ** 2,
  absolute: Math.abs,
  charbonnier: (difference) => Math.hypot(difference, 1e-3) - 1e-3,
};
const images = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([batch, height, width]) => {
    const size = batch * height * width * 3;
    const pixels = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: size, maxLength: size });
    return fc.tuple(fc.constant([batch, height, width, 3] as const), pixels, pixels);
  });
const cases = Object.keys(penalties).flatMap((kind) =>
  (['sum', 'mean'] as const).map((perImage): [PixelLossKind, PerImage] => [kind as PixelLossKind, perImage]),
);

describe('a loss of pixels', () => {
  it.each(cases)('%s is the mean over the batch of each image’s %s', (kind, perImage) => {
    fc.assert(
      fc.property(images, ([shape, x, target]) => {
        const sum = x.reduce((total, pixel, i) => total + penalties[kind](pixel - target[i]!), 0);
        const expected = sum / (perImage === 'mean' ? x.length : shape[0]);
        const [tensor, wanted] = [x, target].map((data) => tf.tensor(data, [...shape]));
        expect(value(pixelLosses[kind](tensor!, wanted!, { perImage }))).toBeCloseTo(expected, 4);
      }),
    );
  });

  it('says which one was given what does not fit', () => {
    expect(() => squaredPixelLoss(tf.zeros([2, 4, 4, 3]), tf.zeros([2, 4, 4, 1]))).toThrow(
      'squaredPixelLoss: the shapes [2, 4, 4, 3] and [2, 4, 4, 1] differ',
    );
    expect(() => charbonnierLoss(tf.zeros([1]), tf.zeros([1]), { epsilon: 0 })).toThrow('0 is not above 0');
  });

  it('takes images of another range that is told', () => {
    const [black, white] = [tf.zeros([1, 2, 2, 3]), tf.fill([1, 2, 2, 3], 255)];
    expect(value(absolutePixelLoss(black, white, { dataRange: 255 }))).toBe(255);
    const centred = tf.fill([1, 2, 2, 3], -104);
    expect(value(absolutePixelLoss(black, centred, { dataRange: Number.POSITIVE_INFINITY }))).toBe(104);
  });
});

describe('absolutePixelLoss', () => {
  it('leaves pixels alone that are right', () => {
    const [x, target] = [tf.tensor([0.2, 0.5, 0.9], [1, 3]), tf.tensor([0.4, 0.5, 0.1], [1, 3])];
    const gradient = tf.grad((x: tf.Tensor) => absolutePixelLoss(x, target, { perImage: 'sum' }))(x);
    expect([...gradient.dataSync()]).toEqual([-1, 0, 1]);
  });
});

describe('charbonnierLoss', () => {
  it('is the absolute loss far from its corner and half the square over epsilon in it', () => {
    const loss = (difference: number, epsilon: number) =>
      value(charbonnierLoss(tf.fill([1, 4], difference), tf.zeros([1, 4]), { epsilon }));
    expect(loss(0.5, 1e-6)).toBeCloseTo(0.5, 5);
    expect(loss(1e-5, 1e-2) / (1e-10 / 2e-2)).toBeCloseTo(1, 4);
  });
});
