/** Sizes and starts of the discriminators. */

import { apply, init, summary } from '@diopter/core-tensor/graph';
import { randomKey, uniform } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { computed, rootMeanSquare, roundTripErrors, shapesOf } from '../testing/index.js';
import { type DiscriminatorOptions, discriminator } from './index.js';

describe('discriminator', () => {
  it.each<[DiscriminatorOptions, number]>([
    [{ size: 64 }, 1_147_714],
    [{ size: 227, features: 4096 }, 6_129_986],
    [{ size: 227, units: 256 }, 1_081_410],
  ])('with %o has the parameters of the literature', (options, parameters) => {
    expect(summary(discriminator(options)).parameters).toBe(parameters);
  });

  it.each([
    [64, [29, 25, 12, 10, 4]],
    [227, [56, 52, 25, 23, 11]],
  ] as const)('leaves %i pixels the heights of the literature', (size, heights) => {
    const shapes = shapesOf(discriminator({ size, features: 100 }));
    expect([1, 2, 3, 4, 5].map((layer) => shapes[`conv${layer}`]![1])).toEqual(heights);
    expect([shapes.pool5, shapes.joined, shapes.fc7]).toEqual([
      [1, 256],
      [1, 768],
      [1, 2],
    ]);
  });

  it('starts undecided on images in [0, 1], with activations of the size of Caffe pixels', async () => {
    const network = discriminator({ features: 50 });
    const inputs = {
      image: uniform(randomKey(2), [2, 64, 64, 3]),
      features: uniform(randomKey(3), [2, 50]),
    };
    const taps = ['relu1', 'relu5'];
    const { fc7, ...inner } = await computed(network, init(network, randomKey(1)), inputs, taps);
    for (const name of taps) {
      expect(rootMeanSquare(inner[name]!), name).toBeGreaterThan(2);
      expect(rootMeanSquare(inner[name]!), name).toBeLessThan(50);
    }
    expect(fc7!.shape).toEqual([2, 2]);
    expect(rootMeanSquare(fc7!)).toBeLessThan(1);
  });

  it('looks at the features: other features, other logits', () => {
    const network = discriminator({ features: 6 });
    const variables = init(network, randomKey(1));
    const image = uniform(randomKey(2), [1, 43, 43, 3]);
    const [first, second] = [tf.zeros([1, 6]), tf.ones([1, 6])].map((features) =>
      apply(network, variables, { image, features }).y.dataSync(),
    );
    expect(first).not.toEqual(second);
  });

  it('drops values in training only, other ones for other keys', () => {
    const network = discriminator();
    const variables = init(network, randomKey(1));
    const image = uniform(randomKey(2), [1, 43, 43, 3]);
    const judge = (seed: number) =>
      apply(network, variables, image, { mode: 'train', key: randomKey(seed) }).y.dataSync();
    expect(judge(3)).toEqual(judge(3));
    expect(judge(3)).not.toEqual(judge(4));
    expect(judge(3)).not.toEqual(apply(network, variables, image).y.dataSync());
  });

  it.each<DiscriminatorOptions>([{}, { features: 30, inputChannels: 1 }])(
    'with %o survives ONNX',
    async (options) => {
      const network = discriminator(options);
      const { features, inputChannels = 3 } = options;
      const inputs = {
        image: uniform(randomKey(2), [2, 64, 64, inputChannels]),
        ...(features !== undefined && { features: uniform(randomKey(3), [2, features]) }),
      };
      const { session, read } = await roundTripErrors(network, init(network, randomKey(1)), inputs);
      expect(session).toBeLessThan(1e-4);
      expect(read).toBeLessThan(1e-4);
    },
  );
});
