/** What the losses and metrics are, by their definitions and by scikit-image. */

import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { featureLoss, type PerImage, psnr, squaredPixelLoss } from './index.js';

const value = (tensor: tf.Scalar) => tensor.dataSync()[0]!;
const reductions: PerImage[] = ['sum', 'mean'];

describe('squaredPixelLoss', () => {
  const images = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
    .chain(([batch, height, width]) => {
      const size = batch * height * width * 3;
      const pixels = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
        minLength: size,
        maxLength: size,
      });
      return fc.tuple(fc.constant([batch, height, width, 3] as const), pixels, pixels);
    });

  it.each(reductions)('is the mean over the batch of each image’s %s of squares', (perImage) => {
    fc.assert(
      fc.property(images, ([shape, x, target]) => {
        const [batch] = shape;
        const size = x.length / batch;
        const sum = x.reduce((total, pixel, i) => total + (pixel - target[i]!) ** 2, 0);
        const expected = sum / batch / (perImage === 'mean' ? size : 1);
        const [tensor, wanted] = [x, target].map((data) => tf.tensor(data, [...shape]));
        expect(value(squaredPixelLoss(tensor!, wanted!, { perImage }))).toBeCloseTo(expected, 4);
      }),
    );
  });

  it('refuses to broadcast', () => {
    expect(() => squaredPixelLoss(tf.zeros([2, 4, 4, 3]), tf.zeros([2, 4, 4, 1]))).toThrow(
      'squaredPixelLoss: the shapes [2, 4, 4, 3] and [2, 4, 4, 1] differ',
    );
  });
});

describe('featureLoss', () => {
  const seen = { a: tf.tensor([1, 2, 3, 4], [2, 2]), b: tf.tensor([1, 1], [2, 1]) };
  const wanted = { b: tf.tensor([4, 1], [2, 1]), a: tf.tensor([1, 0, 3, 4], [2, 2]) };

  it('adds up layers, each with its weight', () => {
    expect(value(featureLoss(seen, wanted, { perImage: 'sum' }))).toBe(4 / 2 + 9 / 2);
    expect(value(featureLoss(seen, wanted))).toBe(4 / 2 / 2 + 9 / 2);
    expect(value(featureLoss(seen, wanted, { perImage: 'sum', weights: { b: 10 } }))).toBe(2 + 45);
  });

  it('sends no gradient to the targets', () => {
    const both = (x: tf.Tensor, target: tf.Tensor) =>
      featureLoss({ a: x }, { a: target }, { perImage: 'sum' });
    const [toFeatures, toTargets] = tf.grads(both)([seen.a, wanted.a]);
    expect([...toFeatures!.dataSync()]).toEqual([0, 2, 0, 0]);
    expect([...toTargets!.dataSync()]).toEqual([0, 0, 0, 0]);
  });

  it('wants the same layers on both sides', () => {
    expect(() => featureLoss(seen, { a: wanted.a })).toThrow(
      'the features are those of a, b, the targets those of a',
    );
    expect(() => featureLoss({}, {})).toThrow('no layer');
    expect(() => featureLoss(seen, { ...wanted, b: tf.zeros([2, 2]) })).toThrow('featureLoss, layer b');
  });
});

describe('psnr', () => {
  const fixture = JSON.parse(readFileSync(new URL('./metrics/fixtures/psnr.json', import.meta.url), 'utf8'));
  const [x, target] = [fixture.x, fixture.target].map((data) => tf.tensor(data, fixture.shape));

  it('is the mean of the decibels that scikit-image gives each image', () => {
    const mean = fixture.psnr.reduce((sum: number, each: number) => sum + each, 0) / fixture.psnr.length;
    expect(value(psnr(x!, target!))).toBeCloseTo(mean, 4);
    const first = [x!, target!].map((batch) => batch.slice([0], [1]).mul(255));
    expect(value(psnr(first[0]!, first[1]!, { dataRange: 255 }))).toBeCloseTo(fixture.psnr[0], 4);
  });

  it('is infinite for what is equal', () => {
    expect(value(psnr(target!, target!))).toBe(Number.POSITIVE_INFINITY);
  });
});
