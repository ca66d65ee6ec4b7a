/** Whole convolutional nets with their gradients: channel blocks, folded biases and activations, slopes for masks. */

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { resizeNearest } from '../ops/index.js';
import { foldIn, normalValues, randomKey } from '../random/index.js';
import { evaluate, toReference } from '../reference/index.js';
import type { HostTensor } from '../tree/index.js';
import { jit, print, record } from './index.js';
import { optimize } from './passes/index.js';

interface ConvolutionLayer {
  readonly channels: number;
  readonly kernel: number;
  readonly stride: number;
  readonly transposed?: boolean;
}

const layer = (channels: number, kernel: number, stride = 1, transposed = false): ConvolutionLayer => ({
  channels,
  kernel,
  stride,
  transposed,
});

/** Layers after an image of 8 × 8 × 3, with channels that fill blocks of 8 and 16, that fill none, and both beside each other. */
const nets: Record<
  string,
  { activation: (x: tf.Tensor) => tf.Tensor; layers: ConvolutionLayer[]; batch?: number }
> = {
  'blocks throughout, leaky': {
    activation: (x) => tf.leakyRelu(x, 0.3),
    layers: [layer(16, 3), layer(32, 3), layer(16, 3)],
  },
  'strides take rows apart': {
    activation: (x) => tf.relu(x),
    layers: [layer(32, 5, 2), layer(16, 3, 2), layer(32, 3)],
  },
  'up again': {
    activation: (x) => tf.leakyRelu(x, 0.1),
    layers: [layer(32, 4, 2), layer(16, 4, 2, true), layer(3, 3)],
  },
  'no block fits': { activation: (x) => tf.relu(x), layers: [layer(24, 3), layer(5, 3), layer(24, 1)] },
  'in and out of blocks': {
    activation: (x) => tf.tanh(x),
    layers: [layer(16, 3), layer(6, 3), layer(32, 3, 3), layer(16, 1)],
  },
  'a batch of one block': {
    activation: (x) => tf.leakyRelu(x, 0.3),
    layers: [layer(16, 5, 2), layer(32, 4, 2), layer(16, 4, 2, true), layer(16, 3, 2)],
    batch: 16,
  },
  'a batch of several blocks': {
    activation: (x) => tf.relu(x),
    layers: [layer(16, 3, 2), layer(16, 2, 3), layer(16, 1, 2)],
    batch: 32,
  },
  'pixels repeated': {
    activation: (x) => resizeNearest(tf.relu(x), [x.shape[1]! * 2, x.shape[2]! * 2]),
    layers: [layer(16, 3, 2), layer(32, 3, 2), layer(3, 3)],
  },
  'elu keeps its mask': { activation: (x) => tf.elu(x), layers: [layer(16, 3), layer(16, 3)] },
};

const side = 8;
const usualBatch = 2;

function parameterShapes(layers: readonly ConvolutionLayer[]): { filter: number[]; bias: number[] }[] {
  let inChannels = 3;
  return layers.map(({ channels, kernel, transposed = false }) => {
    const filter = transposed
      ? [kernel, kernel, channels, inChannels]
      : [kernel, kernel, inChannels, channels];
    inChannels = channels;
    return { filter, bias: [channels] };
  });
}

function forward(name: string, x: tf.Tensor, parameters: readonly tf.Tensor[]): tf.Tensor {
  const { layers, activation } = nets[name]!;
  let h = x as tf.Tensor4D;
  layers.forEach(({ stride, transposed = false, channels }, i) => {
    const filter = parameters[2 * i] as tf.Tensor4D;
    const [n, height, width] = h.shape;
    const y = transposed
      ? tf.conv2dTranspose(h, filter, [n, height * stride, width * stride, channels], stride, 'same')
      : tf.conv2d(h, filter, stride, 'same');
    h = activation(tf.add(y, parameters[2 * i + 1]!)) as tf.Tensor4D;
  });
  return h;
}

const worst = (actual: HostTensor, expected: ArrayLike<number>): number => {
  const scale = Math.max(1e-6, ...Array.from(expected, Math.abs));
  return Math.max(...Array.from(actual.data, (value, i) => Math.abs(value - expected[i]!))) / scale;
};

describe.each(Object.keys(nets))('%s', (name) => {
  const key = randomKey(7);
  const shapes = parameterShapes(nets[name]!.layers).flatMap(({ filter, bias }) => [filter, bias]);
  const x = normalValues(foldIn(key, 'x'), [nets[name]!.batch ?? usualBatch, side, side, 3]);
  const parameters = shapes.map((shape, i) =>
    normalValues(foldIn(key, i), shape, { standardDeviation: 0.3 }),
  );
  const lossAndGradients = (x: tf.Tensor, parameters: tf.Tensor[]) => {
    const loss = (...all: tf.Tensor[]) =>
      tf.mean(tf.square(forward(name, all[0]!, all.slice(1)))) as tf.Scalar;
    const { value, grads } = tf.valueAndGrads(loss)([x, ...parameters]);
    return [value, ...grads];
  };

  it('loss and every gradient equal the reference in double precision', async () => {
    const compiled = jit(lossAndGradients, { threads: 2, providers: ['cpu'] });
    const actual = await compiled(x, parameters);
    const expected = evaluate(record(lossAndGradients, [x, parameters]), [x, ...parameters].map(toReference));
    expect(Math.max(...actual.map((tensor, i) => worst(tensor, expected[i]!.data)))).toBeLessThan(2e-5);
    await compiled.release();
  });
});

it('one and two threads give the same bits', async () => {
  const name = 'up again';
  const key = randomKey(8);
  const shapes = parameterShapes(nets[name]!.layers).flatMap(({ filter, bias }) => [filter, bias]);
  const parameters = shapes.map((shape, i) => normalValues(foldIn(key, i), shape));
  const x = normalValues(key, [16, 32, 32, 3]);
  const gradients = (x: tf.Tensor, parameters: tf.Tensor[]) =>
    tf.grads((...all) => tf.sum(forward(name, x, all)))(parameters);
  const results = await Promise.all(
    [1, 2].map((threads) => jit(gradients, { threads, providers: ['cpu'] })(x, parameters)),
  );
  expect(results[0]!.map(({ data }) => data)).toEqual(results[1]!.map(({ data }) => data));
});

it('passes fold biases and activations into convolutions and turn masks into slopes', () => {
  const name = 'blocks throughout, leaky';
  const specs = parameterShapes(nets[name]!.layers)
    .flatMap(({ filter, bias }) => [filter, bias])
    .map((shape) => ({ shape, dtype: 'float32' }));
  const gradients = (x: tf.Tensor, parameters: tf.Tensor[]) =>
    tf.valueAndGrads((...all) => tf.sum(forward(name, x, all)) as tf.Scalar)(parameters);
  const program = record(gradients, [{ shape: [2, side, side, 3], dtype: 'float32' }, specs]);
  const text = print(optimize(program));
  expect(text.match(/BiasedConv2D\(.*activation: "LeakyRelu"/g)).toHaveLength(3);
  expect(text).not.toMatch(/Select|Greater|= LeakyRelu/);
  expect(text.match(/Slope\(/g)).toHaveLength(3);
});
