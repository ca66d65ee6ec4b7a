/** The pool hands out what was given, once, and keeps no more than it can hand out. */

import { describe, expect, it } from 'vitest';
import type { HostTensor } from '../../tree/index.js';
import { BufferPool, slotOf } from './buffers.js';

const slots = [slotOf({ shape: [2, 2], dtype: 'float32' }), slotOf({ shape: [4], dtype: 'float32' })];
const floats = (length = 4): HostTensor => ({
  shape: [length],
  dtype: 'float32',
  data: new Float32Array(length),
});

describe('a pool', () => {
  it('hands out the arrays it was given, for any shape of their size', () => {
    const pool = new BufferPool();
    const given = [floats(), floats()];
    pool.give(given, slots);
    const taken = pool.take(slots);
    expect(new Set(taken.map(({ data }) => data))).toEqual(new Set(given.map(({ data }) => data)));
    expect(taken.map(({ shape }) => shape)).toEqual([[2, 2], [4]]);
    expect(given.map(({ data }) => data)).not.toContain(pool.take(slots)[0]!.data);
  });

  it('keeps an array once that it was given twice', () => {
    const pool = new BufferPool();
    const tensor = floats();
    pool.give([tensor, { ...tensor }], slots);
    const [a, b] = pool.take(slots);
    expect(a!.data).not.toBe(b!.data);
  });

  it('keeps no more arrays than there are slots for', () => {
    const pool = new BufferPool();
    const given = [floats(), floats(), floats(), floats(5), floats()];
    pool.give(given, slots);
    pool.give([floats(), floats()], slots);
    const known = new Set(given.map(({ data }) => data));
    const taken = Array.from({ length: 5 }, () => pool.take(slots)).flat();
    expect(taken.filter(({ data }) => known.has(data))).toHaveLength(2);
  });

  it('gives whole numbers and truth values arrays of their own kind', () => {
    const pool = new BufferPool();
    pool.give([floats()], slots);
    const [whole, truth] = pool.take([
      slotOf({ shape: [4], dtype: 'int32' }),
      slotOf({ shape: [4], dtype: 'bool' }),
    ]);
    expect([whole!.data, truth!.data]).toEqual([new Int32Array(4), new Uint8Array(4)]);
  });
});
