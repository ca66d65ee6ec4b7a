/** Images on another scale are noticed where their values can be read, and only there. */

import { jit } from '@diopter/core-tensor/jit';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { assertRange } from './index.js';

const check = (values: number[], dataRange = 1, options = {}) => {
  assertRange(tf.tensor(values), dataRange, 'here', options);
};

describe('assertRange', () => {
  it('takes what is in range, and what interpolation overshoots it by', () => {
    check([0, 0.5, 1]);
    check([-0.1, 1.2]);
    check([0, 255], 255);
    check([-104, 151], Number.POSITIVE_INFINITY);
  });

  it('refuses bytes, and images around 0, with the values seen', () => {
    expect(() => check([0, 17, 251])).toThrow(
      'here: the values go from 0 to 251, for images in [0, 1] (help: scale the images',
    );
    expect(() => check([-1, 0.3, 0.9])).toThrow('the values go from -1 to 0.9');
  });

  it('judges a network’s images by their mean', () => {
    check([-0.9, 3, 0.5], 1, { lenient: true });
    expect(() => check([0, 100, 200], 1, { lenient: true })).toThrow('the mean is 100');
  });

  it('reads tensors in host memory', () => {
    const images = (data: number[]) =>
      ({ shape: [3], dtype: 'float32', data: Float32Array.from(data) }) as const;
    assertRange(images([0, 1, 1]), 1, 'here');
    expect(() => assertRange(images([0, 1, 128]), 1, 'here')).toThrow('from 0 to 128');
  });

  it('leaves no tensor behind, and no trace on the tape', () => {
    const images = tf.tensor([0, 0.5]);
    const before = tf.memory().numTensors;
    assertRange(images, 1, 'here');
    expect(tf.memory().numTensors).toBe(before);
    const gradient = tf.grad((x: tf.Tensor) => {
      assertRange(x, 1, 'here');
      return tf.sum(tf.square(x));
    })(images);
    expect([...gradient.dataSync()]).toEqual([0, 1]);
  });

  it('knows nothing of values while a function is compiled', async () => {
    const compiled = jit((x: tf.Tensor) => {
      assertRange(x, 1, 'here');
      return tf.mul(x, 2);
    });
    expect([...(await compiled(tf.tensor([300]))).data]).toEqual([600]);
    await compiled.release();
  });
});
