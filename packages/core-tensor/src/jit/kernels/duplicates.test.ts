/** Sums into places that are named many times, on two threads: always the same, and exact. */

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomKey, uniformValues } from '../../random/index.js';
import type { HostTensor } from '../../tree/index.js';
import { jit } from '../run/jit.js';

beforeAll(() => tf.setBackend('cpu'));

const repeats = 25;
const whole = (seed: number, shape: number[], maximum: number, dtype: 'int32' | 'float32'): HostTensor => {
  const { data } = uniformValues(randomKey(seed), shape, { maximum, dtype: 'int32' });
  return dtype === 'int32'
    ? { shape, dtype, data: data as Int32Array }
    : { shape, dtype, data: Float32Array.from(data) };
};

/** Few sums of many small whole numbers: exact in single precision in any order. */
const count = 30_000;
const columns = 8;
const updates = whole(1, [count, columns], 5, 'float32');
const places = whole(2, [count], 7, 'int32');

function sums(rows: number): Float32Array {
  const expected = new Float32Array(rows * columns);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < columns; j++)
      expected[places.data[i]! * columns + j]! += updates.data[i * columns + j]!;
  }
  return expected;
}

async function expectAlways(
  fn: (...tensors: tf.Tensor[]) => tf.Tensor,
  args: readonly HostTensor[],
  expected: Float32Array,
): Promise<void> {
  const compiled = jit(fn, { threads: 2, providers: ['cpu'] });
  for (let i = 0; i < repeats; i++) {
    const { data } = (await compiled(...(args as never[]))) as HostTensor;
    expect(Buffer.compare(Buffer.from(data.buffer), Buffer.from(expected.buffer)), `run ${i}`).toBe(0);
  }
  await compiled.release();
}

describe.each([
  ['few rows, by a product with one-hot rows', 10],
  ['many rows, by scattering', 1000],
])('%s', (_, rows) => {
  it('segment sums', async () => {
    await expectAlways(
      (x, ids) => tf.unsortedSegmentSum(x, ids as tf.Tensor1D, rows),
      [updates, places],
      sums(rows),
    );
  });

  it('the gradient of gathering', async () => {
    const table: HostTensor = {
      shape: [rows, columns],
      dtype: 'float32',
      data: new Float32Array(rows * columns),
    };
    await expectAlways(
      (table, ids, weights) =>
        tf.grad((table) => tf.sum(tf.mul(tf.gather(table, ids as tf.Tensor1D), weights)))(table),
      [table, places, updates],
      sums(rows),
    );
  });

  it('scattering', async () => {
    await expectAlways(
      (ids, x) => tf.scatterND(tf.expandDims(ids, 1), x, [rows, columns]),
      [places, updates],
      sums(rows),
    );
  });
});

it('the gradient of pooling with windows that overlap', async () => {
  // Ones three apart: each window of three holds exactly one, which up to nine windows share.
  const size = 41;
  const windows = size - 2;
  const x = new Float32Array(size * size);
  const expected = new Float32Array(size * size);
  const windowsOver = (i: number) => Math.min(i, windows - 1) - Math.max(i - 2, 0) + 1;
  for (let i = 1; i < size; i += 3) {
    for (let j = 1; j < size; j += 3) {
      x[i * size + j] = 1;
      expected[i * size + j] = windowsOver(i) * windowsOver(j);
    }
  }
  await expectAlways(
    (x) => tf.grad((x) => tf.sum(tf.maxPool(x as tf.Tensor4D, 3, 1, 'valid')))(x),
    [{ shape: [1, size, size, 1], dtype: 'float32', data: x }],
    expected,
  );
});

it('of equal elements in a window, the first gets the gradient', async () => {
  const compiled = jit(
    (x: tf.Tensor4D) => tf.grad((x) => tf.sum(tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid')))(x),
    { threads: 2 },
  );
  const { data } = (await compiled(tf.zeros([2, 4, 4, 3]))) as HostTensor;
  await compiled.release();
  const first = tf.tidy(() =>
    tf
      .tile(
        tf.pad(tf.ones([1, 1, 1, 1]), [
          [0, 0],
          [0, 1],
          [0, 1],
          [0, 0],
        ]),
        [2, 2, 2, 3],
      )
      .dataSync(),
  );
  expect([...data]).toEqual([...first]);
});
