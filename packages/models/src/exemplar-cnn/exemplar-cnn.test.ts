/** The sizes of Exemplar-CNN, and that patches and pictures of any size go through. */

import { apply, init, summary } from '@diopter/core-tensor/graph';
import { randomKey, uniform } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { exemplarCnn, exemplarCnnSizes } from './index.js';

/** Nodes and the channels that they give. */
const layers = {
  small: { conv1: 64, conv2: 64, fc6: 128 },
  medium: { conv1: 64, conv2: 128, conv3: 256, fc6: 512 },
  large: { conv1: 92, conv2: 256, conv3: 512, fc6: 1024 },
} as const;

const shapesOf = (network: ReturnType<typeof exemplarCnn>, side: number) =>
  Object.fromEntries(
    summary(network, [1, side, side, 3]).rows.map(({ name, shape }) => [name, shape.slice(1)]),
  );

describe.each(exemplarCnnSizes)('exemplarCnn, %s', (size) => {
  it('has the layers of the paper, and pools twice by windows of 3 that hang over', () => {
    const shapes = shapesOf(exemplarCnn({ size, classes: 7 }), 32);
    for (const [name, channels] of Object.entries(layers[size])) expect(shapes[name]!.at(-1)).toBe(channels);
    expect([shapes.conv1![0], shapes.pool1![0], shapes.conv2![0], shapes.pool2![0]]).toEqual([32, 16, 16, 8]);
    expect(Object.hasOwn(shapes, 'conv3')).toBe(size !== 'small');
    expect([shapes.fc6!.slice(0, 2), shapes.fc7]).toEqual([
      [1, 1],
      [1, 1, 7],
    ]);
  });

  it('gives one vector for every fourth pixel of a larger picture', () => {
    expect(shapesOf(exemplarCnn({ size }), 96).relu6!.slice(0, 2)).toEqual([17, 17]);
  });
});

describe('exemplarCnn', () => {
  it('has as many weights as the authors’ net', () => {
    expect(summary(exemplarCnn({ size: 'medium' }), [1, 32, 32, 3]).parameters).toBe(9_418_368);
    const withClasses = summary(exemplarCnn({ size: 'medium', classes: 16_000 }), [1, 32, 32, 3]).parameters;
    expect(withClasses - 9_418_368).toBe(8_208_000);
  });

  it('sees a patch the same alone and as a part of a larger picture', () => {
    const network = exemplarCnn();
    const variables = init(network, randomKey(1));
    const picture = uniform(randomKey(2), [1, 36, 32, 3], { minimum: -1, maximum: 1 }) as tf.Tensor4D;
    const { y } = apply(network, variables, picture);
    expect(y.shape).toEqual([1, 2, 1, 128]);
    // Zeros beyond the edges of the patch are pixels inside of the picture: the same up to what those do.
    const alone = apply(network, variables, tf.slice4d(picture, [0, 4, 0, 0], [1, 32, 32, 3])).y;
    const part = tf.slice4d(y as tf.Tensor4D, [0, 1, 0, 0], [1, 1, 1, 128]);
    const error = tf.mean(tf.abs(tf.sub(alone, part))).dataSync()[0]!;
    expect(error).toBeLessThan(0.15 * tf.mean(alone).dataSync()[0]!);
  });
});
