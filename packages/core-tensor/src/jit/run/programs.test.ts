/** When a function is compiled again, which programs are kept, and when they are freed. */

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { jit } from './jit.js';

beforeAll(() => tf.setBackend('cpu'));

/** Counts how often `fn` is recorded. */
function counted<Args extends unknown[], Result>(fn: (...args: Args) => Result) {
  const counter = {
    recordings: 0,
    fn: (...args: Args) => {
      counter.recordings++;
      return fn(...args);
    },
  };
  return counter;
}

const ones = (length: number): tf.Tensor => tf.ones([length]);

describe('a function is recorded', () => {
  it('once, whatever numbers it is called with', async () => {
    const counter = counted((x: tf.Scalar) => x.mul(2));
    const double = jit(counter.fn);
    for (const x of [1, 2.5, NaN, -0]) expect((await double(x)).data[0]).toBe(Math.fround(2 * x));
    expect(counter.recordings).toBe(1);
  });

  it('once, in whatever order the names of its arguments come', async () => {
    const counter = counted(({ a, b }: { a: tf.Scalar; b: tf.Scalar }) => a.sub(b));
    const difference = jit(counter.fn);
    expect((await difference({ a: 3, b: 1 })).data[0]).toBe(2);
    expect((await difference({ b: 1, a: 3 })).data[0]).toBe(2);
    expect(counter.recordings).toBe(1);
  });

  it('once for calls that do not wait for each other', async () => {
    const counter = counted((x: tf.Scalar) => x.mul(2));
    const double = jit(counter.fn);
    await Promise.all([double(1), double(2), double(3)]);
    expect(counter.recordings).toBe(1);
  });

  it('again for every text and truth value', async () => {
    const counter = counted((x: tf.Scalar, { negate, name }: { negate: boolean; name: string }) =>
      (negate ? x.neg() : x).add(name.length),
    );
    const compiled = jit(counter.fn);
    const results: (number | undefined)[] = [];
    for (const negate of [true, false, true]) {
      for (const name of ['a', 'bcd', 'a|b', 'true'])
        results.push((await compiled(5, { negate, name })).data[0]);
    }
    expect(results).toEqual([-4, -2, -2, -1, 6, 8, 8, 9, -4, -2, -2, -1]);
    expect(counter.recordings).toBe(8);
  });

  it('again for every shape, dtype and structure', async () => {
    const counter = counted((tree: readonly tf.Tensor[] | { 0: tf.Tensor }) => tree[0]!.add(tree[0]!));
    const compiled = jit(counter.fn);
    for (let i = 0; i < 2; i++) {
      expect((await compiled([ones(2)])).shape).toEqual([2]);
      expect((await compiled([ones(3)])).shape).toEqual([3]);
      expect((await compiled([tf.ones([2, 1])])).shape).toEqual([2, 1]);
      expect((await compiled([tf.ones([2], 'int32')])).dtype).toBe('int32');
      expect((await compiled([ones(2), ones(2)])).shape).toEqual([2]);
      expect((await compiled({ 0: ones(2) })).shape).toEqual([2]);
    }
    expect(counter.recordings).toBe(6);
  });

  it('again after it threw', async () => {
    let broken = true;
    const compiled = jit((x: tf.Tensor) => {
      if (broken) throw new Error('broken');
      return x.add(1);
    });
    await expect(compiled(ones(1))).rejects.toThrow('broken');
    broken = false;
    expect((await compiled(ones(1))).data[0]).toBe(2);
  });
});

describe('a program', () => {
  it('is dropped when others were used since, and compiled again when it is called', async () => {
    const counter = counted((x: tf.Tensor) => x.add(1));
    const compiled = jit(counter.fn, { cacheSize: 2 });
    const dropped = await compiled.prepare(ones(1));
    await compiled(ones(2));
    await compiled(ones(3));
    await expect(dropped.session.run({})).rejects.toThrow('released');
    expect((await compiled(ones(1))).data[0]).toBe(2);
    expect(counter.recordings).toBe(4);
    await compiled(ones(3));
    expect(counter.recordings).toBe(4);
  });

  it.each([true, false])('is not freed before the calls on it end (compiled before: %s)', async (before) => {
    const compiled = jit((x: tf.Tensor) => x.add(1), { cacheSize: 1 });
    if (before) await compiled(ones(1));
    const results = await Promise.all([1, 2, 3, 1, 1, 2].map((length) => compiled(ones(length))));
    expect(results.map(({ data }) => data.length)).toEqual([1, 2, 3, 1, 1, 2]);
  });

  it('is freed by release(), which waits for calls, and compiled again by the next call', async () => {
    const counter = counted((x: tf.Tensor) => x.add(1));
    const compiled = jit(counter.fn);
    const { session } = await compiled.prepare(ones(1));
    const call = compiled(ones(1));
    await compiled.release();
    await expect(session.run({})).rejects.toThrow('released');
    expect((await call).data[0]).toBe(2);
    expect((await compiled(ones(1))).data[0]).toBe(2);
    expect(counter.recordings).toBe(2);
    await compiled.release();
    await compiled.release();
  });

  it('that never compiled is dropped and released without a word', async () => {
    const compiled = jit(
      (x: tf.Tensor) => {
        if (x.shape[0] === 1) throw new Error('broken');
        return x;
      },
      { cacheSize: 1 },
    );
    const calls = Promise.allSettled([compiled(ones(1)), compiled(ones(2)), compiled(ones(1))]);
    await compiled.release();
    expect((await calls).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
  });

  it.each([0, -1, 1.5, NaN])('cannot be kept in a cache of %d', (cacheSize) => {
    expect(() => jit((x: tf.Tensor) => x, { cacheSize })).toThrow('cacheSize');
  });
});
