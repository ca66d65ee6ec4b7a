/** The sliced Wasserstein distance is that of sorted samples, on every direction. */

import { jit } from '@diopter/core-tensor/jit';
import { type Key, normalValues, randomKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { codes } from '../mmd/testing/example-kernels.js';
import { witnesses } from '../mmd/testing/witnesses.js';
import { slicedWasserstein } from './index.js';

const key = randomKey(1);
const value = (scalar: tf.Tensor) => scalar.dataSync()[0]!;

describe('slicedWasserstein', () => {
  it.each(witnesses.wasserstein)('in one dimension is NumPy’s: $sample', ({ sample, distance }) => {
    const { x, y } = witnesses.samples[sample]!;
    const column = (rows: typeof x) => tf.tensor2d(rows.map((row) => [row[0]!]));
    // The only directions are 1 and -1.
    expect(value(slicedWasserstein(column(x), column(y), { key, projections: 3 }))).toBeCloseTo(distance, 5);
  });

  it('of a shifted sample is the shift seen along the directions', () => {
    const x = codes(1, [20, 3]);
    const shift = [1, -2, 0.5];
    const { data } = normalValues(key, [50, 3]);
    const squares = Array.from({ length: 50 }, (_, i) => {
      const direction = [...data.subarray(3 * i, 3 * i + 3)];
      return (
        (direction.reduce((sum, each, axis) => sum + each * shift[axis]!, 0) / Math.hypot(...direction)) ** 2
      );
    });
    const expected = Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / 50);
    expect(value(slicedWasserstein(x, tf.add(x, shift), { key, projections: 50 }))).toBeCloseTo(expected, 5);
  });

  it('is 0 for one sample in another order, or twice, and larger the further', () => {
    const x = codes(1, [20, 8]);
    const to = (y: tf.Tensor) => value(slicedWasserstein(x, y, { key }));
    expect(to(tf.reverse(x, 0))).toBe(0);
    expect(to(tf.concat([x, x], 0))).toBeLessThan(1e-6);
    const distances = [0, 1, 2, 4].map((shift) => to(codes(2, [30, 8], shift)));
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(to(tf.mul(codes(2, [30, 8]), 10))).toBeGreaterThan(5);
  });

  it('has finite gradients that compiled are the same, with keys as arguments', async () => {
    const gradients = (key: Key, x: tf.Tensor, y: tf.Tensor) =>
      tf.valueAndGrads((x, y) => slicedWasserstein(x, y, { key, projections: 16 }))([x, y]);
    const compiled = jit(gradients);
    for (const [x, y] of [
      [codes(1, [6, 3]), codes(2, [4, 3], 1)],
      [tf.zeros([6, 3]), tf.zeros([4, 3])],
    ] as const) {
      const eager = gradients(key, x, y);
      const fast = await compiled(key, x, y);
      expect(fast.value.data[0]).toBeCloseTo(value(eager.value), 5);
      eager.grads.forEach((gradient, i) => {
        gradient.dataSync().forEach((each, j) => {
          expect(fast.grads[i]!.data[j]).toBeCloseTo(each, 5);
        });
      });
    }
    await compiled.release();
  });

  it('moves a sample onto the other along its gradient', () => {
    const [start, target] = [codes(1, [10, 2]), codes(2, [10, 2], 2)];
    const gradient = tf.grad((x: tf.Tensor) => slicedWasserstein(x, target, { key }));
    const moved = tf.sub(start, tf.mul(gradient(start), 1));
    const [before, after] = [start, moved].map((x) => value(slicedWasserstein(x, target, { key })));
    expect(after!).toBeLessThan(before!);
  });

  it('refuses what are no codes of one length, and no directions', () => {
    const x = codes(1, [4, 2]);
    expect(() => slicedWasserstein(x, codes(1, [4, 3]), { key })).toThrow('argument y: [4, 3]');
    expect(() => slicedWasserstein(tf.zeros([4]), x, { key })).toThrow('argument x: [4]');
    expect(() => slicedWasserstein(x, x, { key, projections: 0 })).toThrow('option projections');
  });
});
