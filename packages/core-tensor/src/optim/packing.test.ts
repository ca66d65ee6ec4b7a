/** Packing many parameters into one vector. */

import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { jit } from '../jit/index.js';
import { foldIn, normalValues, randomKey } from '../random/index.js';
import type { HostTensor } from '../tree/index.js';
import { adam, packingOf } from './index.js';

const key = randomKey(11);
const parameters = {
  first: { kernel: normalValues(foldIn(key, 1), [4, 6]), bias: normalValues(foldIn(key, 2), [6]) },
  second: [normalValues(foldIn(key, 3), [6, 3]), normalValues(foldIn(key, 4), [])],
};
const x = normalValues(foldIn(key, 5), [5, 4]);

type Parameters = { first: { kernel: tf.Tensor; bias: tf.Tensor }; second: tf.Tensor[] };

function loss({ first, second }: Parameters, x: tf.Tensor): tf.Scalar {
  const hidden = tf.tanh(tf.add(tf.matMul(x as tf.Tensor2D, first.kernel as tf.Tensor2D), first.bias));
  return tf.mean(tf.square(tf.add(tf.matMul(hidden as tf.Tensor2D, second[0] as tf.Tensor2D), second[1]!)));
}

it('unpacking what was packed gives the same tree', () => {
  const { packValues, unpackValues, size } = packingOf(parameters);
  expect(size).toBe(4 * 6 + 6 + 6 * 3 + 1);
  expect(unpackValues(packValues(parameters))).toEqual(parameters);
});

it('training packed gives the same bits as training the tree', async () => {
  const optimizer = adam();
  const { packValues, unpack, unpackValues } = packingOf(parameters);
  const inputs = (step: tf.Scalar) => ({ learningRate: 0.1, step });

  const packed = jit((weights: tf.Tensor, x: tf.Tensor, step: tf.Scalar) => {
    const gradient = tf.grad((weights) => loss(unpack(weights) as Parameters, x))(weights);
    const state = optimizer.init({ weights });
    return optimizer.update({ weights: gradient }, state, { weights }, inputs(step)).parameters.weights;
  });
  const plain = jit((parameters: Parameters, x: tf.Tensor, step: tf.Scalar) => {
    const leaves = [parameters.first.bias, parameters.first.kernel, ...parameters.second];
    const tree = ([bias, kernel, ...second]: tf.Tensor[]) => ({
      first: { kernel: kernel!, bias: bias! },
      second,
    });
    const gradients = tf.grads((...leaves) => loss(tree(leaves), x))(leaves);
    const state = optimizer.init(parameters);
    return optimizer.update(tree(gradients), state, parameters, inputs(step)).parameters;
  });

  const expected = await plain(parameters, x, 1);
  const actual = unpackValues(await packed(packValues(parameters), x, 1));
  expect(actual).toEqual(expected);
});

it('what is not float32 is refused', () => {
  const step: HostTensor = { shape: [], dtype: 'int32', data: Int32Array.of(1) };
  expect(() => packingOf({ step })).toThrow(/int32/);
});
