/** Shapes, cost and start of the compact generator, for the layers of many comparators. */

import { init, summary } from '@diopter/core-tensor/graph';
import { normal, randomKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { compactInversionGenerator, type FeatureShape } from '../index.js';
import { computed, largestError, rootMeanSquare, roundTripErrors, shapesOf } from '../testing/index.js';

const featureShapes: readonly FeatureShape[] = [
  [10],
  [4096],
  [1, 1, 512],
  [3, 3, 384],
  [4, 5, 64],
  [6, 6, 256],
  [7, 7, 256],
  [8, 8, 8],
  [13, 13, 384],
  [15, 15, 64],
  [16, 16, 128],
  [31, 31, 64],
  [64, 64, 16],
];

const features = (shape: FeatureShape, batch = 1) => normal(randomKey(5), [batch, ...shape]);

describe('compactInversionGenerator', () => {
  it.each(featureShapes.map((shape) => [shape]))(
    'makes 64x64 pictures of %j at a moderate cost',
    (featureShape) => {
      const { rows, multiplyAdds } = summary(compactInversionGenerator({ featureShape }));
      expect(rows.at(-1)!.shape).toEqual([1, 64, 64, 3]);
      expect(multiplyAdds).toBeLessThan(0.11e9);
    },
  );

  it('brings maps to the nearest size that can be doubled', () => {
    const side = (featureShape: FeatureShape) =>
      shapesOf(compactInversionGenerator({ featureShape })).features2!.slice(1, 3);
    expect([3, 5, 6, 7, 13, 27, 31].map((height) => side([height, height + 1, 2]))).toEqual(
      [4, 4, 8, 8, 16, 32, 32].map((height) => [height, height]),
    );
  });

  it('makes other sizes, and grey', () => {
    const generator = compactInversionGenerator({ featureShape: [20], imageSize: 96, channels: 1 });
    expect(summary(generator).rows.at(-1)!.shape).toEqual([1, 96, 96, 1]);
  });

  it.each<[FeatureShape]>([[[100]], [[7, 7, 16]]])(
    'of %j starts with lively activations and pictures around mid-grey without a checkerboard',
    async (featureShape) => {
      const network = compactInversionGenerator({ featureShape });
      const variables = init(network, randomKey(1));
      const taps = Object.keys(network.nodes).filter((name) => name.startsWith('active'));
      const { output, ...values } = await computed(
        network,
        variables,
        { input: features(featureShape) },
        taps,
      );
      for (const name of taps) {
        expect(rootMeanSquare(values[name]!), name).toBeGreaterThan(0.3);
        expect(rootMeanSquare(values[name]!), name).toBeLessThan(2.5);
      }
      expect(Math.abs(tf.mean(output!).dataSync()[0]! - 0.5)).toBeLessThan(0.4);
      expect(checkerboard(output!)).toBeLessThan(0.001);
    },
  );

  it('takes the mean from features and divides them by their deviation, channel by channel', async () => {
    const [mean, deviation] = [
      [5, -3, 0],
      [20, 0.1, 1],
    ];
    const plain = compactInversionGenerator({ featureShape: [4, 4, 3], imageSize: 32 });
    const standardising = compactInversionGenerator({
      ...{ featureShape: [4, 4, 3], imageSize: 32 },
      ...{ featureMean: mean, featureDeviation: deviation },
    });
    const input = features([4, 4, 3]);
    const raw = tf.add(tf.mul(input, deviation), mean);
    const [found, wanted] = await Promise.all([
      computed(standardising, init(standardising, randomKey(1)), { input: raw }),
      computed(plain, init(plain, randomKey(1)), { input }),
    ]);
    expect(largestError(found.output!, wanted.output!)).toBeLessThan(1e-4);
  });

  it.each<[FeatureShape]>([[[12]], [[2, 2, 5]], [[7, 9, 4]]])('of %j survives ONNX', async (featureShape) => {
    const network = compactInversionGenerator({ featureShape, imageSize: 32 });
    const variables = init(network, randomKey(1));
    const { session, read } = await roundTripErrors(network, variables, { input: features(featureShape, 2) });
    expect(session).toBeLessThan(1e-4);
    expect(read).toBeLessThan(1e-4);
  });
});

/** The size of the pattern that alternates from pixel to pixel, as a part of all variation: above 0.1 for independent weights. */
function checkerboard(picture: tf.Tensor): number {
  const [, height = 0, width = 0] = picture.shape;
  const signs = tf.tensor(
    Array.from({ length: height * width }, (_, i) => ((Math.floor(i / width) + i) % 2 === 0 ? 1 : -1)),
    [1, height, width, 1],
  );
  const centred = tf.sub(picture, tf.mean(picture, [1, 2], true));
  return rootMeanSquare(tf.mean(tf.mul(centred, signs), [1, 2])) / rootMeanSquare(centred);
}
