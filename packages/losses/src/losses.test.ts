/** What holds for every loss: zero for equals, finite gradients, and right ones. */

import { jit, record } from '@diopter/core-tensor/jit';
import { randomKey } from '@diopter/core-tensor/random';
import { checkGradient, evaluate } from '@diopter/core-tensor/reference';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { imageLosses, msSsimLoss } from './index.js';
import { lossCases } from './testing/loss-cases.js';
import { type ImageShape, pattern } from './testing/pattern.js';

/** Pairs of images for which gradients are known to break. */
const pairs: Readonly<
  Record<string, (shape: ImageShape) => { x: tf.Tensor; target: tf.Tensor; equal: boolean }>
> = {
  'equal images': (shape) => {
    const target = pattern('target', shape);
    return { x: tf.clone(target), target, equal: true };
  },
  'black images': (shape) => ({ x: tf.zeros([...shape]), target: tf.zeros([...shape]), equal: true }),
  'grey images': (shape) => ({ x: tf.fill([...shape], 0.3), target: tf.fill([...shape], 0.3), equal: true }),
  'two constant images': (shape) => ({ x: tf.zeros([...shape]), target: tf.ones([...shape]), equal: false }),
  'a constant image and one that is not': (shape) => ({
    x: tf.fill([...shape], 0.5),
    target: pattern('target', shape),
    equal: false,
  }),
  'an image and its opposite': (shape) => {
    const target = pattern('target', shape);
    return { x: tf.sub(1, target), target, equal: false };
  },
};
const names = Object.keys(lossCases);

describe.each(names)('%s', (name) => {
  const { loss, shape } = lossCases[name]!;
  const withGradient = (x: tf.Tensor, target: tf.Tensor) =>
    tf.valueAndGrad((x: tf.Tensor) => loss(x, target))(x);

  it('is 0 for equal images, above 0 for others, with finite gradients: eagerly and compiled', async () => {
    const compiled = jit(withGradient);
    for (const [pair, make] of Object.entries(pairs)) {
      const { x, target, equal } = make(shape);
      const eager = withGradient(x, target);
      const results = [
        { value: eager.value.dataSync()[0]!, gradient: eager.grad.dataSync() },
        await compiled(x, target).then(({ value, grad }) => ({ value: value.data[0]!, gradient: grad.data })),
      ];
      for (const { value, gradient } of results) {
        if (equal) expect(Math.abs(value), pair).toBeLessThan(1e-6);
        else expect(value, pair).toBeGreaterThan(1e-3);
        expect(gradient.every(Number.isFinite), pair).toBe(true);
      }
    }
    await compiled.release();
  });

  it('has the gradient of its differences', () => {
    const [x, target] = (['distorted', 'target'] as const).map((each) => pattern(each, shape));
    const ofImages = (x: tf.Tensor) => loss(x, target!);
    const inputs = [{ shape, data: Float64Array.from(x!.dataSync()) }];
    const gradients = evaluate(record(tf.grad(ofImages), [x]), inputs);
    expect(gradients[0]!.data.some((each) => each !== 0)).toBe(true);
    const { error } = checkGradient(record(ofImages, [x]), inputs, gradients, randomKey(1));
    expect(error).toBeLessThan(1e-6);
  });

  it('refuses to broadcast', () => {
    const [batch, ...rest] = shape;
    expect(() => loss(tf.zeros([...shape]), tf.zeros([1, ...rest]))).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    expect(batch).toBeGreaterThan(1);
  });
});

describe('every loss of images', () => {
  it.each(Object.keys(imageLosses))('notices bytes where [0, 1] is meant: %s', (name) => {
    const { loss, shape } = lossCases[name]!;
    const target = pattern('target', shape);
    const inBytes = tf.mul(target, 255);
    expect(() => loss(target, inBytes)).toThrow(
      /argument target: the values go from 0 to \d+, for images in/,
    );
    expect(() => loss(inBytes, target)).toThrow(/argument x: the mean is \d+/);
    expect(() => loss(target, tf.sub(tf.mul(target, 2), 1))).toThrow(/from -1 to/);
  });

  it('is 0 for equal images at five scales', () => {
    const image = pattern('target', [1, 176, 176, 1]);
    expect(Math.abs(msSsimLoss(image, image).dataSync()[0]!)).toBeLessThan(1e-6);
  });
});
