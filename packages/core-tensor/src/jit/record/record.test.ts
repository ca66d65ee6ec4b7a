/** What recording leaves behind: a program, and nothing else. */

import * as tf from '@tensorflow/tfjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { isRecording } from '../../ops/index.js';
import { randomKey } from '../../random/index.js';
import { print } from '../program/print.js';
import { initialState, someImages, trainingStep } from '../testing/training-step.js';
import { record } from './record.js';

beforeEach(() => tf.setBackend('cpu'));

const kernelsOf = (fn: (...args: never[]) => unknown, args: readonly unknown[]) =>
  record(fn, args).nodes.map(({ kernel }) => kernel);

describe('a program', () => {
  it('of a training step is the same when the step is recorded again', () => {
    const args = [initialState(), randomKey(3), someImages(), 0.1];
    expect(print(record(trainingStep, args))).toBe(print(record(trainingStep, args)));
  });

  it('calls a kernel once for a common subexpression', () => {
    const kernels = kernelsOf((x: tf.Tensor) => tf.exp(x).add(tf.exp(x)).mul(tf.exp(x)), [tf.ones([2])]);
    expect(kernels).toEqual(['Exp', 'Add', 'Multiply']);
  });

  it('can be told from eager calls while it is recorded', () => {
    const seen: boolean[] = [];
    record(
      (x: tf.Tensor) => {
        seen.push(isRecording());
        return x.add(1);
      },
      [tf.ones([2])],
    );
    expect([...seen, isRecording()]).toEqual([true, false]);
  });

  it.each([
    [Infinity, -Infinity],
    [Infinity, NaN],
    [0, -0],
  ])('keeps fills with %d and %d apart', (a, b) => {
    const filled = (x: tf.Scalar) => [tf.fill([2], a).add(x), tf.fill([2], b).add(x)];
    expect(kernelsOf(filled, [1]).filter((kernel) => kernel === 'Fill')).toHaveLength(2);
  });

  it('keeps one array captured with two dtypes apart', () => {
    const bytes = new Uint8Array(100).fill(1);
    const { outputs, values } = record(
      () => [tf.tensor(bytes, [100], 'bool'), tf.tensor(bytes, [100], 'int32')],
      [],
    );
    expect(outputs.map((id) => values[id]!.dtype)).toEqual(['bool', 'int32']);
  });

  it('reads a captured tensor of another backend once', () => {
    const captured = tf.randomNormal([100]);
    const program = record((x: tf.Tensor) => x.add(captured).mul(captured), [1]);
    expect(program.constants.size).toBe(1);
  });
});

describe('recording', () => {
  const throwing = () => {
    throw new Error('on purpose');
  };

  it.each([
    ['a program', (x: tf.Tensor) => x.add(1), undefined],
    ['an error', throwing, 'on purpose'],
    ['an error inside a gradient', (x: tf.Tensor) => tf.grad(throwing)(x), 'on purpose'],
  ])('that ends with %s leaves the backend, Math.random and stacks as they were', (_name, fn, error) => {
    const { random } = Math;
    const { stackTraceLimit } = Error;
    if (error === undefined) record(fn, [1]);
    else expect(() => record(fn, [1])).toThrow(error);
    expect(tf.getBackend()).toBe('cpu');
    expect(Math.random).toBe(random);
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
    expect(tf.add(1, 2).dataSync()[0]).toBe(3);
  });

  it('leaves no tensors behind, also after an error', () => {
    const captured = tf.tensor1d([1, 2]);
    const before = tf.memory().numTensors;
    record((x: tf.Tensor) => tf.grad((x) => x.mul(captured).sum())(x), [1]);
    expect(() =>
      record(
        (x: tf.Tensor) => {
          x.add(captured);
          throwing();
        },
        [1],
      ),
    ).toThrow('on purpose');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves captured tensors usable on their own backend', () => {
    const captured = tf.tensor1d([1, 2]);
    record((x: tf.Tensor) => [captured, captured.add(x), captured.reshape([2, 1])], [1]);
    expect([...captured.square().dataSync()]).toEqual([1, 4]);
    captured.dispose();
  });

  it('inside an eager tidy disposes of nothing that is eager', () => {
    const kept = tf.tidy(() => {
      const inside = tf.tensor1d([1, 2]);
      record((x: tf.Tensor) => x.add(inside), [1]);
      return inside.square();
    });
    expect([...kept.dataSync()]).toEqual([1, 4]);
  });
});
