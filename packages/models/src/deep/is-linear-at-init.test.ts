/** The check finds what is not linear: a wrong sign, halves in the wrong order, maxima; and forgives biases. */

import {
  add,
  averagePool,
  dense,
  type Graph,
  graph,
  init,
  maxPool,
  node,
  relu,
  sequential,
} from '@diopter/core-tensor/graph';
import { randomKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { deepNetwork, isLinearAtInit } from './index.js';

const key = randomKey(5);
const size = 4;
const network = deepNetwork({ inputs: size, width: size, outputs: size, depth: 3 });
const drawn = init(network, randomKey(1)).parameters;

/** The weights of the network, with other ones for the layer that reads the first CReLU. */
const withSecondKernel = (kernel: tf.Tensor) => ({
  parameters: { ...drawn, layer2: { ...drawn.layer2, kernel } },
  statistics: {},
});

/** `W` of `[W, -W]`: by row an input. */
const half = tf.slice(drawn.layer2!.kernel!, [0, 0], [size, size]);

/** `[inputs, units]` kernels from what each of the two halves of the CReLU is multiplied with. */
const kernels: Readonly<Record<string, readonly [kernel: tf.Tensor, linear: boolean]>> = {
  '[W, -W]': [tf.concat([half, tf.neg(half)]), true],
  // W |z|.
  'the wrong sign, [W, W]': [tf.concat([half, half]), false],
  // As if relu(z) and relu(-z) of each channel stood side by side.
  'the wrong order of halves': [tf.reshape(tf.stack([half, tf.neg(half)], 1), [2 * size, size]), false],
  'halves of different weights': [tf.concat([half, tf.neg(tf.reverse(half, 0))]), false],
};

describe('isLinearAtInit', () => {
  it.each(Object.keys(kernels))('of %s', async (name) => {
    const [kernel, expected] = kernels[name]!;
    const { linear, error } = await isLinearAtInit(network, withSecondKernel(kernel), { key });
    expect(linear).toBe(expected);
    if (expected) expect(error).toBeLessThan(1e-6);
    else expect(error).toBeGreaterThan(0.1);
  });

  it('forgives the biases of an affine function, and measures its gain without them', async () => {
    const affine = sequential([null, 3], { layer: dense({ units: 3 }) });
    const parameters = { layer: { kernel: tf.mul(tf.eye(3), 2), bias: tf.tensor1d([5, -7, 1]) } };
    const { linear, gain } = await isLinearAtInit(affine, { parameters, statistics: {} }, { key });
    expect([linear, gain]).toEqual([true, expect.closeTo(2, 5)]);
  });

  it.each([
    [averagePool(), true],
    [maxPool(), false],
  ])('of %o says %s', async (pool, expected) => {
    const pooled = sequential([null, 4, 4, 2], { pool });
    const { linear } = await isLinearAtInit(pooled, { parameters: {}, statistics: {} }, { key });
    expect(linear).toBe(expected);
  });

  it('does not take a network without outputs above zero for a linear one', async () => {
    const dead = sequential([null, 3], { layer: dense({ units: 2 }) });
    const parameters = { layer: { kernel: tf.zeros([3, 2]), bias: tf.zeros([2]) } };
    const { linear, error } = await isLinearAtInit(dead, { parameters, statistics: {} }, { key });
    expect([linear, error]).toEqual([false, Number.NaN]);
  });

  const two: Graph = graph({
    inputs: { a: [null, 2], b: [null, 2] },
    nodes: { sum: node(add(), 'a', 'b') },
    outputs: ['sum'],
  });

  it.each([
    ['two inputs', two, 8],
    ['an unknown size', sequential([null, null, 4, 2], { active: relu() }), 8],
    ['no pair', sequential([null, 4], { active: relu() }), 0],
  ])('refuses %s', async (_, graph, pairs) => {
    await expect(isLinearAtInit(graph, { parameters: {}, statistics: {} }, { key, pairs })).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
  });
});
