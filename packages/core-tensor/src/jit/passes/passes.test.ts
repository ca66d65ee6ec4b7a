/** Passes keep what a program computes, also where their pattern almost fits. */

import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import type { HostTensor } from '../../tree/index.js';
import { print } from '../program/print.js';
import { record } from '../record/record.js';
import { jit } from '../run/jit.js';
import { largestDifference, toHost } from '../testing/host-tensors.js';
import { optimize } from './index.js';

beforeAll(() => tf.setBackend('cpu'));

const x = tf.tensor2d([-2, -0.5, 0, 0.25, 1, 3], [2, 3]);
const image = tf.tensor4d([-2, -0.5, 0, 0.25, 1, 3, -4, 2], [1, 2, 2, 2]);
const filter = tf.tensor4d([0.5, -1, 2, 0.25], [1, 1, 2, 2]);
const convolved = (x: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filter, 1, 'same');

const lowest = -((2 - 2 ** -23) * 2 ** 127);
const pooledOver = (x: tf.Tensor, value: number, sides: [number, number]): tf.Tensor[] => {
  const pooled = (x: tf.Tensor) =>
    tf.maxPool(tf.pad(x, [[0, 0], sides, sides, [0, 0]], value) as tf.Tensor4D, 3, 1, 'valid');
  return [pooled(x), tf.grad((x) => pooled(x).square())(x)];
};

const ofPooled = (x: tf.Tensor): tf.Scalar =>
  tf.sum(tf.square(tf.maxPool(x as tf.Tensor4D, [1, 2], 1, 'valid')));

const functions: readonly (readonly [string, tf.Tensor, (x: tf.Tensor) => tf.Tensor[]])[] = [
  ['a mask made before its rectifier', x, (x) => [x.greater(0).cast('float32').mul(tf.relu(x))]],
  ['a mask made after its rectifier', x, (x) => [tf.relu(x).mul(x.greater(0).cast('float32'))]],
  ['a mask of whole numbers', x.cast('int32'), (x) => [x.greater(tf.scalar(0, 'int32')).cast('float32')]],
  ['a mask that is broadcast', x, (x) => [x.greater(tf.zeros([4, 2, 3])).cast('float32')]],
  ['a mask against other numbers than zero', x, (x) => [x.greater(0.5).cast('float32')]],
  ['a mask as whole numbers', x, (x) => [x.greater(0).cast('int32')]],
  [
    'a choice of whole numbers',
    x,
    (x) => [tf.where(x.greater(0), x.cast('int32'), tf.zerosLike(x).cast('int32'))],
  ],
  ['the gradient of leakyRelu', x, (x) => [tf.grad((x) => tf.leakyRelu(x, 0.3).square())(x)]],
  ['leakyRelu that turns signs', x, (x) => [tf.grad((x) => tf.leakyRelu(x, -0.3).square())(x)]],
  ['the gradient of elu', x, (x) => [tf.grad((x) => tf.elu(x).square())(x)]],
  [
    'a convolution used before and after its bias',
    image,
    (x) => {
      const y = convolved(x);
      return [y, y.add(tf.tensor1d([1, 2]))];
    },
  ],
  [
    'a bias that is no vector of channels',
    image,
    (x) => [convolved(x).add(tf.ones([2, 2])), convolved(x).add(3)],
  ],
  ['a convolution added to itself', image, (x) => [convolved(x).add(convolved(x))]],
  [
    'an activation of a convolution that is returned too',
    image,
    (x) => [convolved(x), tf.tanh(convolved(x))],
  ],
  [
    'two activations of one biased convolution',
    image,
    (x) => {
      const y = convolved(x).add(tf.tensor1d([1, 2]));
      return [tf.relu(y), tf.sigmoid(y)];
    },
  ],
  ['an activation of an activation', image, (x) => [tf.sigmoid(tf.relu(convolved(x)))]],
  ['max pooling over padding, with its gradient', image, (x) => pooledOver(x, lowest, [0, 1])],
  ['max pooling over padding on all sides', image, (x) => pooledOver(x, lowest, [1, 1])],
  ['the gradient of max pooling of an activation', image, (x) => [tf.grad((x) => ofPooled(tf.relu(x)))(x)]],
  ['the same where it leaks', image, (x) => [tf.grad((x) => ofPooled(tf.leakyRelu(x, 0.3)))(x)]],
  [
    'an activation that is pooled and used elsewhere',
    image,
    (x) => [
      tf.grad((x) => {
        const y = tf.relu(x);
        return tf.add(ofPooled(y), tf.sum(tf.exp(y)));
      })(x),
    ],
  ],
  ['max pooling over zeros', image, (x) => pooledOver(x, 0, [0, 1])],
  ['max pooling over more than the window', image, (x) => pooledOver(x, lowest, [0, 4])],
  [
    'padding that is pooled and returned, with another part of the gradient',
    image,
    (x) => {
      const pads: [number, number][] = [
        [0, 0],
        [1, 1],
        [1, 1],
        [0, 0],
      ];
      const padded = tf.pad(x, pads, lowest) as tf.Tensor4D;
      const gradient = tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 3, 1, 'valid').square())(padded);
      return [padded, tf.slice(gradient, [0, 0, 1, 0], [1, 2, 2, 2])];
    },
  ],
  [
    'nothing but identities',
    x,
    (x) => [x, x.clone(), x.reshape([2, 3]), x.transpose([0, 1]), x.tile([1, 1])],
  ],
];

it.each(functions)('%s computes compiled what it does eagerly', async (_name, argument, fn) => {
  const results = (await jit(fn)(argument as tf.Tensor1D)) as HostTensor[];
  expect(largestDifference(results, toHost(fn(argument)))).toBeLessThan(1e-6);
});

it('max pooling takes padding over, and its gradient leaves it out', () => {
  const overPadding = (x: tf.Tensor) => pooledOver(x, lowest, [0, 1]);
  expect(print(optimize(record(overPadding, [image])))).not.toMatch(/PadV2|Slice/);
  expect(print(optimize(record((x: tf.Tensor) => pooledOver(x, 0, [0, 1]), [image])))).toMatch(/PadV2/);
});

it('slopes are multiplied with where the image is pooled', () => {
  const text = print(optimize(record((x: tf.Tensor) => tf.grad((x) => ofPooled(tf.relu(x)))(x), [image])));
  expect(text).toMatch(/float32\[1, 2, 1, 2\] = Slope/);
  expect(text).not.toMatch(/float32\[1, 2, 2, 2\] = (Slope|Multiply)/);
});
