/** Convolutions to images of few channels, made by groups of pixels. */

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { foldIn, normalValues, randomKey } from '../../random/index.js';
import { evaluate, toReference } from '../../reference/index.js';
import { emit } from '../emit/emit.js';
import { optimize } from '../passes/index.js';
import { record } from '../record/record.js';
import { jit } from '../run/jit.js';

const key = randomKey(3);
const batch = 2;
const width = 32;

/** A transposed convolution at stride 1 to `channels`, with a bias and a leaky ReLU, of dy that a convolution has left in blocks. */
const example = (
  channels: number,
  [height, wide]: readonly [number, number],
  kernel: number,
  pad: 'same' | 'valid',
) => {
  const rim = pad === 'valid' ? kernel - 1 : 0;
  const inputs = [
    normalValues(foldIn(key, 'image'), [batch, height - rim, wide - rim, width]),
    normalValues(foldIn(key, 'before'), [1, 1, width, width]),
    normalValues(foldIn(key, 'filter'), [kernel, kernel, channels, width]),
    normalValues(foldIn(key, 'bias'), [channels]),
  ];
  const toImage = (x: tf.Tensor, before: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) => {
    const dy = tf.relu(tf.conv2d(x as tf.Tensor4D, before as tf.Tensor4D, 1, 'same'));
    const size: [number, number, number, number] = [batch, height, wide, channels];
    const sum = tf.conv2dTranspose(dy as tf.Tensor4D, filter as tf.Tensor4D, size, 1, pad);
    return [tf.leakyRelu(tf.add(sum, bias), 0.3)];
  };
  return { inputs, toImage, program: record(toImage, inputs) };
};

/** How far the windows of blocked convolutions move, if not by one pixel. */
const steps = (program: ReturnType<typeof record>, channelBlock = 16) =>
  emit(optimize(program), { channelBlock }).graph.nodes.flatMap(({ op, attributes }) =>
    op === 'Conv' && attributes.strides !== undefined ? [attributes.strides] : [],
  );

describe.each<Parameters<typeof example>>([
  [3, [8, 8], 5, 'same'],
  [3, [6, 10], 3, 'valid'],
  [3, [7, 8], 3, 'same'],
  [1, [12, 8], 5, 'same'],
  [1, [9, 9], 4, 'same'],
  [2, [10, 6], 2, 'valid'],
  [7, [6, 5], 3, 'same'],
])('%d channels of %j pixels, a window of %d, %s', (...sizes) => {
  const { inputs, toImage, program } = example(...sizes);

  it('are those of the reference in double precision', async () => {
    const compiled = jit(toImage);
    const [found] = await compiled(...(inputs as unknown as Parameters<typeof toImage>));
    await compiled.release();
    const [expected] = evaluate(program, inputs.map(toReference));
    const largest = Math.max(...Array.from(expected!.data, Math.abs));
    const errors = Array.from(found!.data, (value, i) => Math.abs(value - expected!.data[i]!));
    expect(Math.max(...errors)).toBeLessThan(1e-5 * largest);
  });
});

describe('groups', () => {
  const stride = (values: readonly number[]) => ({ type: 'ints', value: values });

  it('are of 2 x 2 pixels for three channels in blocks of 16, of up to 4 x 4 for one', () => {
    expect(steps(example(3, [8, 8], 5, 'same').program)).toContainEqual(stride([2, 2]));
    expect(steps(example(1, [8, 8], 5, 'same').program)).toContainEqual(stride([4, 4]));
    expect(steps(example(3, [8, 8], 5, 'same').program, 8)).toContainEqual(stride([1, 2]));
  });

  it('are not made where they win nothing', () => {
    const without = steps(example(16, [8, 8], 1, 'same').program);
    expect(steps(example(3, [8, 8], 1, 'same').program)).toEqual(without);
    expect(steps(example(9, [8, 8], 5, 'same').program)).toEqual(without);
    expect(steps(example(3, [7, 7], 5, 'same').program)).toEqual(without);
  });
});
