/** Sizes, biases, starts and pixels of the inversion generators. */

import { init, summary, variableSpecs } from '@diopter/core-tensor/graph';
import { normal, randomKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { type AlexNetLayer, alexNetFeatures, caffePreprocessing } from '../alexnet/index.js';
import { computed, largestError, part, rootMeanSquare, roundTripErrors, shapesOf } from '../testing/index.js';
import { type InversionGeneratorOptions, inversionGenerator } from './index.js';

const layers = Object.keys(alexNetFeatures) as AlexNetLayer[];

/** Parameters, and height of the picture. */
const sizes: Readonly<Record<AlexNetLayer, readonly [number, number]>> = {
  norm1: [1_034_032, 240],
  norm2: [1_660_848, 240],
  conv3: [8_073_008, 256],
  conv4: [8_073_008, 256],
  pool5: [12_700_672, 256],
  fc6: [56_096_256, 256],
  fc7: [56_096_256, 256],
  fc8: [43_415_040, 256],
};

describe.each(layers)('inversionGenerator of %s', (layer) => {
  it('has the parameters and the picture of the literature', () => {
    const { parameters, rows } = summary(inversionGenerator(layer));
    const [count, height] = sizes[layer];
    expect(parameters).toBe(count);
    expect(rows.at(-1)!.shape).toEqual([1, height, height, 3]);
  });

  it("can be cut to the size of CaffeNet's images", () => {
    const { rows } = summary(inversionGenerator(layer, { crop: 227, pixels: 'unit' }));
    expect(rows.at(-1)!.shape).toEqual([1, 227, 227, 3]);
  });

  it('has biases in dense layers and where it reads features, and nowhere else', () => {
    const biased = Object.entries(variableSpecs(inversionGenerator(layer)).parameters)
      .filter(([, { bias }]) => bias !== undefined)
      .map(([name]) => name);
    const expected = layer.startsWith('fc') ? ['defc7', 'defc6', 'defc5'] : ['Rconv6', 'Rconv7', 'Rconv8'];
    expect(biased).toEqual(expected);
  });
});

describe('the start of a generator', () => {
  it("has the deviation of the authors' code, with Caffe's fan-in of deconvolutions", () => {
    const { deconv2, conv3_1 } = init(
      part(inversionGenerator('fc6'), { after: 'relu_conv4_1', shape: [null, 32, 32, 256] }),
      randomKey(1),
    ).parameters;
    const found = [deconv2!.filter!, conv3_1!.filter!].map((filter) => rootMeanSquare(filter));
    const expected = [1.8 * Math.sqrt(2 / (64 * 16)), 0.9 * Math.sqrt(2 / (128 * 9))];
    expect(found.map((value, i) => Math.abs(value / expected[i]! - 1) < 0.01)).toEqual([true, true]);
  });

  it.each<[AlexNetLayer, number, number]>([
    ['norm1', 30, 200],
    ['pool5', 2, 100],
  ])('of %s makes features of size 1 pixels of a sensible size', async (layer, smallest, largest) => {
    const network = inversionGenerator(layer);
    const taps = Object.keys(network.nodes).filter((name) => name.includes('relu'));
    const input = normal(randomKey(2), [1, ...alexNetFeatures[layer].shape]);
    const values = await computed(network, init(network, randomKey(1)), { input }, taps);
    const pixels = rootMeanSquare(values[network.outputs[0]!]!);
    expect(pixels).toBeGreaterThan(smallest);
    expect(pixels).toBeLessThan(largest);
    const inner = taps.map((name) => rootMeanSquare(values[name]!));
    expect(Math.min(...inner)).toBeGreaterThan(0.2);
    expect(Math.max(...inner)).toBeLessThan(4);
  });
});

describe('the pixels of a generator', () => {
  const input = normal(randomKey(2), [1, 27, 27, 96]);
  const variables = init(inversionGenerator('norm1'), randomKey(1));
  const painted = async (options: InversionGeneratorOptions) => {
    const network = inversionGenerator('norm1', options);
    return (await computed(network, variables, { input }))[network.outputs[0]!]!;
  };

  it('are the centre when cut, and Caffe pixels undone when asked for in [0, 1]', async () => {
    const whole = await painted({});
    const cut = await painted({ crop: 227, pixels: 'unit' });
    const centre = tf.slice(whole, [0, 6, 6, 0], [1, 227, 227, 3]);
    const expected = tf.reverse(tf.div(tf.add(centre, [...caffePreprocessing.mean]), 255), -1);
    expect(largestError(cut, expected)).toBeLessThan(1e-6);
  });

  it('of 256 begin at pixel 14 when cut to 227', () => {
    const { cropped } = inversionGenerator('fc8', { crop: 227 }).nodes;
    const range = { start: 14, end: 241, step: 1 };
    expect(cropped!.layer).toEqual({
      kind: 'slice',
      ranges: [{ start: null, end: null, step: 1 }, range, range],
    });
  });

  it('cannot be cut to more than there are', () => {
    expect(() => inversionGenerator('norm2', { crop: 241 })).toThrow(/241 pixels is more than the 240/);
  });
});

describe('a generator written as ONNX', () => {
  it.each<[AlexNetLayer, number[]]>([
    ['norm1', [1, 5, 5, 96]],
    ['norm2', [1, 3, 3, 256]],
  ])('for %s paints the same', async (layer, shape) => {
    const network = inversionGenerator(layer);
    const { session, read } = await roundTripErrors(network, init(network, randomKey(1)), {
      input: normal(randomKey(2), shape),
    });
    expect(session).toBeLessThan(1e-4);
    expect(read).toBeLessThan(1e-4);
  });

  it('for fc6 reads its vector channel by channel', () => {
    expect(shapesOf(inversionGenerator('fc6')).reshape).toEqual([1, 4, 4, 256]);
    expect(inversionGenerator('fc6').nodes.reshape!.layer).toHaveProperty('order', 'nchw');
  });
});
