/** Derivatives that are carried forward are those of autodiff, and of NumPy in double precision. */

import { jit, record } from '@diopter/core-tensor/jit';
import { evaluate, toReference } from '@diopter/core-tensor/reference';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { formulaTensor } from '../../testing/index.js';
import { fixture, relativeError } from '../testing/fixture.js';
import { hiddenLayers } from './hidden-layers.js';
import { lineDerivative } from './line-derivative.js';
import { blocksOf, type WeightNoise, weightsOf } from './weights.js';

/** The sizes of fixtures/make.py. */
const sizes = { seeds: 2, width: 6, depth: 3, inputs: 1, beta: 0.5 };
const points = 10;

/** The fixture's numbers, as leaves that a recorded function can take. */
function noise(blocks: number) {
  const { seeds, width } = sizes;
  const layer = (at: number, rows: number) => ({
    weights: formulaTensor([seeds, rows, width], 2 * at, 1),
    bias: formulaTensor([seeds, 1, width], 2 * at + 1, 1),
  });
  return {
    entry: layer(0, 1),
    blocks: Array.from({ length: blocks }, (_, i) => layer(i + 1, width)),
    readOut: formulaTensor([seeds, width, 1], 100, 1),
  };
}

const host = ({ shape, data }: { shape: readonly number[]; data: Float64Array }): HostTensor => ({
  shape,
  dtype: 'float32',
  data: Float32Array.from(data),
});

describe.each(fixture.derivatives)('a $network network with normalisation $normalisation', (given) => {
  const specification = { ...sizes, network: given.network, normalisation: given.normalisation };
  const numbers = noise(blocksOf(specification));
  const grid = {
    shape: [points],
    dtype: 'float32',
    data: Float32Array.from({ length: points }, (_, i) => i / 2 - 1.75),
  } as const;
  const forward = (noise: WeightNoise, grid: tf.Tensor) =>
    lineDerivative(grid, weightsOf(noise, specification), specification);
  const backward = (noise: WeightNoise, grid: tf.Tensor) => {
    const weights = weightsOf(noise, specification);
    const value = tf.tile(tf.reshape(grid, [1, points, 1]), [sizes.seeds, 1, 1]);
    const output = (value: tf.Tensor) => {
      const { last } = hiddenLayers({ value }, weights, specification).at(-1)!;
      return tf.sum(tf.matMul(last.value, weights.readOut));
    };
    return tf.reshape(tf.grad(output)(value), [sizes.seeds, points]);
  };
  const leaves = (numbers: ReturnType<typeof noise>, grid: HostTensor) => [
    numbers.entry.bias,
    numbers.entry.weights,
    ...numbers.blocks.flatMap(({ bias, weights }) => [bias, weights]),
    grid,
    numbers.readOut,
  ];
  /** In double precision, by the reference's evaluation of the recorded program. */
  const exactly = (f: (noise: WeightNoise, grid: tf.Tensor) => tf.Tensor) => {
    const list = leaves(numbers, grid);
    const unpacked = (...tensors: tf.Tensor[]) => {
      const [bias, weights, ...rest] = tensors as [tf.Tensor, tf.Tensor, ...tf.Tensor[]];
      const [line, readOut] = rest.slice(-2) as [tf.Tensor, tf.Tensor];
      const blocks = numbers.blocks.map((_, i) => ({ bias: rest[2 * i]!, weights: rest[2 * i + 1]! }));
      return f({ entry: { bias, weights }, blocks, readOut }, line);
    };
    return evaluate(record(unpacked, list), list.map(toReference))[0]!;
  };

  it('has the derivative that NumPy multiplies out of Jacobians', () => {
    const { shape, data } = exactly(forward);
    expect(shape).toEqual([sizes.seeds, points]);
    // The factors √(2 / n) are single numbers in the program.
    expect(relativeError(data, given.gradients.flat())).toBeLessThan(3e-7);
  });

  it('has the derivative of autodiff', () => {
    expect(relativeError(exactly(forward).data, exactly(backward).data)).toBeLessThan(1e-12);
  });

  it('has it compiled, too', async () => {
    const compiled = jit(forward);
    const { data } = await compiled(numbers, grid);
    expect(relativeError(data, host(exactly(forward)).data)).toBeLessThan(1e-5);
    await compiled.release();
  });
});
