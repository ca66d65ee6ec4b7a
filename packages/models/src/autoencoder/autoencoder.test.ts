/** Shapes, sizes, start and parts of the autoencoder. */

import { apply, init, summary, variableSpecs } from '@diopter/core-tensor/graph';
import { randomKey, uniform } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { largestError, parametersOf, rootMeanSquare, roundTripErrors, shapesOf } from '../testing/index.js';
import { autoencoder, autoencoderParts } from './index.js';

describe('autoencoder', () => {
  it('makes 64x64x3 pixels a code of 8x8x8, and pixels again, by the sizes of the paper', () => {
    const found = shapesOf(autoencoder(), [1, 64, 64, 3]);
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
    const found = shapesOf(autoencoder(), [2, 8, 40, 3]);
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
      [3, 8, 64],
      [3, 64, 64],
      [3, 64, 32],
      [3, 32, 32],
      [3, 32, 16],
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
      const size = rootMeanSquare(value);
      expect(size).toBeGreaterThan(0.4);
      expect(size).toBeLessThan(2.5);
    }
    expect(Math.abs(tf.mean(y).dataSync()[0]! - 0.5)).toBeLessThan(0.5);
  });
});

describe('autoencoderParts', () => {
  it.each([{}, { inputChannels: 1, codeChannels: 4, slope: 0.1 }])(
    'with %o make up the autoencoder',
    (options) => {
      const whole = autoencoder(options);
      const { encoder, decoder } = autoencoderParts(options);
      const variables = init(whole, randomKey(1));
      const x = uniform(randomKey(2), [2, 16, 24, options.inputChannels ?? 3]);
      const code = apply(encoder, variables, x).y;
      expect(code.shape).toEqual([2, 2, 3, options.codeChannels ?? 8]);
      expect(largestError(apply(decoder, variables, code).y, apply(whole, variables, x).y)).toBe(0);
      const parameters = (part: typeof encoder | typeof decoder) =>
        Object.keys(variableSpecs(part).parameters);
      expect([...parameters(encoder), ...parameters(decoder)]).toEqual(Object.keys(variables.parameters));
    },
  );

  it('survive ONNX', async () => {
    const { encoder, decoder } = autoencoderParts();
    const errors = [
      await roundTripErrors(encoder, init(encoder, randomKey(1)), {
        input: uniform(randomKey(2), [2, 16, 24, 3]),
      }),
      await roundTripErrors(decoder, init(decoder, randomKey(1)), {
        code: uniform(randomKey(2), [2, 2, 3, 8]),
      }),
    ];
    for (const { session, read } of errors) {
      expect(session).toBeLessThan(1e-4);
      expect(read).toBeLessThan(1e-4);
    }
  });
});
