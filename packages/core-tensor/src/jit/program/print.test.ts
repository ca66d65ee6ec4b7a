/** Programs can be read. */

import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { record } from '../record/record.js';
import { print } from './print.js';

beforeAll(() => tf.setBackend('cpu'));

it('prints a program with its constants, attributes and shapes', () => {
  const captured = tf.tensor1d([1, -0, NaN, 4, 5, 6, 7, 8]);
  const program = record(
    ({ x, rate }: { x: tf.Tensor2D; rate: tf.Scalar }) => ({
      scaled: x.mul(captured).mul(rate),
      total: tf.fill([2], -Infinity).add(x.sum([0], true).mean()),
    }),
    [{ x: tf.ones([3, 8]), rate: 0.5 }],
  );
  expect(print(program)).toMatchInlineSnapshot(`
    "program(%0: float32[], %1: float32[3, 8])
      %2: float32[8] = constant 1, -0, NaN, 4, 5, 6, … (8 in all)
      %3: float32[3, 8] = Multiply(%1, %2)
      %4: float32[3, 8] = Multiply(%3, %0)
      %5: float32[2] = Fill() { shape: [2], value: -Infinity, dtype: "float32" }
      %6: float32[1, 8] = Sum(%1) { axis: [0], keepDims: true }
      %7: float32[] = Mean(%6) { axis: null, keepDims: false }
      %8: float32[2] = Add(%5, %7)
      return %4, %8"
  `);
});
