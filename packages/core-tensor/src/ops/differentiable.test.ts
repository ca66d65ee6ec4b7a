/** What is on tfjs' tape and what is not. */

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { differentiable, offTape, stopGradient } from './index.js';

beforeAll(() => tf.setBackend('cpu'));

const x = () => tf.tensor1d([1, -2, 3]);

describe('differentiable', () => {
  it('uses the gradient it is given instead of that of its operations', () => {
    const doubledGradient = (x: tf.Tensor) =>
      differentiable(
        [x],
        (x) => tf.square(x),
        (dy, [x], y) => [tf.mul(dy, tf.add(tf.mul(x, 4), tf.mul(y, 0)))],
      );
    expect([...doubledGradient(x()).dataSync()]).toEqual([1, 4, 9]);
    expect([...tf.grad(doubledGradient)(x()).dataSync()]).toEqual([4, -8, 12]);
  });

  it('can be differentiated twice when its gradient can', () => {
    const cube = (x: tf.Tensor) =>
      differentiable(
        [x],
        (x) => tf.mul(x, tf.square(x)),
        (dy, [x]) => [tf.mul(dy, tf.mul(3, tf.square(x)))],
      );
    const second = tf.grad((x: tf.Tensor) => tf.sum(tf.grad(cube)(x)));
    expect([...second(x()).dataSync()]).toEqual([6, -12, 18]);
  });

  it('leaves no tensors behind', () => {
    const input = x();
    const before = tf.memory().numTensors;
    tf.tidy(() => tf.grad((x) => tf.sum(stopGradient(tf.square(x))))(input)).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('offTape', () => {
  it('makes constants of operations that have no gradient', () => {
    const masked = (x: tf.Tensor) =>
      tf.mul(
        x,
        offTape(() => tf.cast(tf.greater(x, 0), 'float32')),
      );
    expect([...tf.grad(masked)(x()).dataSync()]).toEqual([1, 0, 1]);
  });
});

describe('stopGradient', () => {
  it('passes the value on and nothing back', () => {
    expect([...stopGradient(x()).dataSync()]).toEqual([1, -2, 3]);
    expect([
      ...tf
        .grad((x) => tf.mul(x, stopGradient(x)))(x())
        .dataSync(),
    ]).toEqual([1, -2, 3]);
  });

  it('gives zeros, not an error, when nothing else leads to the input', () => {
    expect([
      ...tf
        .grad((x) => stopGradient(tf.exp(x)))(x())
        .dataSync(),
    ]).toEqual([0, 0, 0]);
  });
});
