/** Gradients of trees, and what comes along with them. */

import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { jit } from '../jit/index.js';
import { mapTree } from '../tree/index.js';
import { valueAndGradients } from './index.js';

type Line = { readonly slope: tf.Tensor; readonly more: readonly [tf.Tensor] };

/** (2 slope + offset)², and on the way there the sum. */
function lossOf({ slope, more: [offset] }: Line) {
  const sum = tf.add(tf.mul(slope, 2), offset) as tf.Scalar;
  const value = tf.square(sum);
  return { value, terms: { sum, value } };
}

const line: Line = { slope: tf.scalar(3), more: [tf.scalar(-1)] };
const numbersOf = (tree: unknown) => mapTree((leaf) => (leaf as tf.Tensor).dataSync()[0], tree);
const expected = {
  value: 25,
  terms: { sum: 5, value: 25 },
  gradients: { slope: 20, more: [10] },
};

it('gives the value, what comes along, and gradients like the parameters', () => {
  expect(numbersOf(valueAndGradients(lossOf, line))).toEqual(expected);
});

it('does the same in a compiled function', async () => {
  const compiled = jit((parameters: Line) => valueAndGradients(lossOf, parameters));
  const found = await compiled(line);
  await compiled.release();
  expect(mapTree((leaf) => (leaf as { data: Float32Array }).data[0], found)).toEqual(expected);
});

it('leaves nothing behind in a tidy', () => {
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    valueAndGradients(lossOf, line);
  });
  expect(tf.memory().numTensors).toBe(before);
});
