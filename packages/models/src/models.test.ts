/** Shapes, sizes and starts of the networks. */

import { apply, init, summary } from '@diopter/core-tensor/graph';
import { randomKey, uniform } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { autoencoder, smallComparator } from './index.js';

/** Weights and biases of layers `[kernel, channels in, channels out]`. */
const parametersOf = (layers: readonly (readonly [number, number, number])[]) =>
  layers.reduce((sum, [kernel, from, to]) => sum + kernel * kernel * from * to + to, 0);

describe('autoencoder', () => {
  const shapes = (input: readonly [number, number, number, number]) =>
    Object.fromEntries(summary(autoencoder(), input).rows.map(({ name, shape }) => [name, shape]));

  it('makes 64x64x3 pixels a code of 8x8x8, and pixels again, by the sizes of the paper', () => {
    const found = shapes([1, 64, 64, 3]);
    const convolutions = ['conv1', 'conv2', 'conv3', 'conv4', 'conv5', 'code'];
    expect(convolutions.map((name) => found[name]!.slice(1))).toEqual([
      [32, 32, 32],
      [32, 32, 64],
      [16, 16, 64],
      [16, 16, 128],
      [8, 8, 64],
      [8, 8, 8],
    ]);
    expect(['up1', 'conv6', 'up2', 'conv7', 'up3', 'output'].map((name) => found[name]!.slice(1))).toEqual([
      [16, 16, 64],
      [16, 16, 64],
      [32, 32, 32],
      [32, 32, 32],
      [64, 64, 16],
      [64, 64, 3],
    ]);
  });

  it('takes every size that is a multiple of 8', () => {
    const found = shapes([2, 8, 40, 3]);
    expect([found.code, found.output]).toEqual([
      [2, 1, 5, 8],
      [2, 8, 40, 3],
    ]);
  });

  it('has the parameters that its layers add up to', () => {
    const encoder = [
      [5, 3, 32],
      [3, 32, 64],
      [5, 64, 64],
      [3, 64, 128],
      [3, 128, 64],
      [3, 64, 8],
    ] as const;
    const decoder = [
      [4, 8, 64],
      [3, 64, 64],
      [4, 64, 32],
      [3, 32, 32],
      [4, 32, 16],
      [3, 16, 3],
    ] as const;
    expect(summary(autoencoder(), [1, 64, 64, 3]).parameters).toBe(parametersOf([...encoder, ...decoder]));
    const grey = summary(autoencoder({ inputChannels: 1, codeChannels: 4 }), [1, 64, 64, 1]);
    expect(grey.rows.find(({ name }) => name === 'code')!.shape).toEqual([1, 8, 8, 4]);
  });

  it('starts with activations that neither vanish nor explode, around mid-grey', () => {
    const network = autoencoder();
    const variables = init(network, randomKey(1));
    const x = uniform(randomKey(2), [1, 32, 32, 3]);
    const { y, taps } = apply(network, variables, x, { taps: ['active3', 'code', 'active10'] });
    for (const value of [taps.active3, taps.code, taps.active10]) {
      const size = Math.sqrt(tf.mean(tf.square(value)).dataSync()[0]!);
      expect(size).toBeGreaterThan(0.4);
      expect(size).toBeLessThan(2.5);
    }
    expect(Math.abs(tf.mean(y).dataSync()[0]! - 0.5)).toBeLessThan(0.5);
  });
});

describe('smallComparator', () => {
  it('makes features of a sixteenth of the pixels, the same for the same key', () => {
    const network = smallComparator();
    const x = uniform(randomKey(3), [1, 16, 24, 3]);
    const [first, second, other] = [1, 1, 2].map(
      (seed) => apply(network, init(network, randomKey(seed)), x).y,
    );
    expect(first!.shape).toEqual([1, 4, 6, 64]);
    expect(first!.dataSync()).toEqual(second!.dataSync());
    expect(first!.dataSync()).not.toEqual(other!.dataSync());
    expect(summary(network, [1, 64, 64, 3]).parameters).toBe(
      parametersOf([
        [3, 3, 16],
        [3, 16, 32],
        [3, 32, 64],
      ]),
    );
  });
});
