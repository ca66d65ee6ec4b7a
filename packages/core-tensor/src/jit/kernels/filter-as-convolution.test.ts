/** Gradients to filters of batches that fill blocks of channels. */

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { foldIn, normalValues, randomKey } from '../../random/index.js';
import { evaluate, toReference } from '../../reference/index.js';
import { emit } from '../emit/emit.js';
import { optimize } from '../passes/index.js';
import { record } from '../record/record.js';
import { jit } from '../run/jit.js';

const key = randomKey(4);
const filters = 16;

type Case = readonly [channels: number, size: number, kernel: number, stride: number, pad: 'same' | 'valid'];

const example = ([channels, size, kernel, stride, pad]: Case) => {
  const shape: [number, number, number, number] = [kernel, kernel, channels, filters];
  const output = pad === 'same' ? Math.ceil(size / stride) : Math.floor((size - kernel) / stride) + 1;
  const inputs = [
    normalValues(foldIn(key, 'image'), [16, size, size, channels]),
    normalValues(foldIn(key, 'gradient'), [16, output, output, filters]),
  ];
  const gradient = (x: tf.Tensor, dy: tf.Tensor) => {
    const loss = (filter: tf.Tensor) =>
      tf.sum(tf.mul(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, pad), dy)) as tf.Scalar;
    return [tf.grad(loss)(tf.zeros(shape))];
  };
  return { inputs, gradient, program: record(gradient, inputs) };
};

describe.each<Case>([
  [3, 12, 5, 2, 'same'],
  // The last row and column of these are in no window.
  [3, 20, 7, 2, 'valid'],
  [4, 16, 7, 2, 'valid'],
  [1, 21, 9, 4, 'valid'],
])('%d channels of %d pixels, a filter of %d at stride %d, %s', (...sizes) => {
  const { inputs, gradient, program } = example(sizes);

  it('is a convolution without products', () => {
    const operators = emit(optimize(program), { channelBlock: 16 }).graph.nodes.map(({ op }) => op);
    expect(operators).toContain('Conv');
    expect(operators).not.toContain('MatMul');
  });

  it('is that of the reference in double precision', async () => {
    const compiled = jit(gradient);
    const [found] = await compiled(...(inputs as unknown as Parameters<typeof gradient>));
    await compiled.release();
    const [expected] = evaluate(program, inputs.map(toReference));
    const largest = Math.max(...Array.from(expected!.data, Math.abs));
    const errors = Array.from(found!.data, (value, i) => Math.abs(value - expected!.data[i]!));
    expect(Math.max(...errors)).toBeLessThan(1e-5 * largest);
  });
});

it('of a small filter is not, where a large share of the results would be for nothing', () => {
  const { program } = example([16, 10, 3, 2, 'valid']);
  const { nodes } = emit(optimize(program), { channelBlock: 16 }).graph;
  expect(nodes.map(({ op }) => op)).toContain('MatMul');
});
