/** Arguments that are given away: their arrays are used again, and nobody reads them unnoticed. */

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { foldIn, randomKey } from '../../random/index.js';
import { flatten, type HostTensor } from '../../tree/index.js';
import { initialState, someImages, trainingStep } from '../testing/training-step.js';
import { jit } from './jit.js';
import { snapshot } from './snapshot.js';

beforeAll(() => tf.setBackend('cpu'));

const float = (...data: number[]): HostTensor => ({
  shape: [data.length],
  dtype: 'float32',
  data: Float32Array.from(data),
});
const arraysOf = (tree: unknown) => flatten(tree).leaves.map((leaf) => (leaf as HostTensor).data);
const increment = () => jit((x: tf.Tensor) => x.add(1), { donate: [0] });

describe('a donated state', () => {
  it('gives the same bits over 100 steps as one that is kept', async () => {
    const [donating, keeping] = [jit(trainingStep, { donate: [0] }), jit(trainingStep)];
    const images = someImages();
    let [a, b] = [initialState(), initialState()];
    for (let i = 0; i < 100; i++) {
      const key = foldIn(randomKey(1), i);
      ({ state: a } = await donating(a, key, images, 0.01));
      ({ state: b } = await keeping(b, key, images, 0.01));
    }
    expect(a).toEqual(b);
  });

  it('goes back and forth between two sets of arrays', async () => {
    const step = jit(trainingStep, { donate: [0] });
    let state = initialState();
    const seen = new Set(arraysOf(state));
    const count = seen.size;
    for (let i = 0; i < 10; i++) {
      ({ state } = await step(state, randomKey(i), someImages(), 0.01));
      for (const array of arraysOf(state)) seen.add(array);
    }
    expect(seen.size).toBe(2 * count);
  });

  it('may go from one compiled function to another and back', async () => {
    const [add, double] = [increment(), jit((x: tf.Tensor) => x.mul(2), { donate: [0] })];
    let x = float(1, 2);
    for (let i = 0; i < 4; i++) x = await double(await add(x));
    expect([...x.data]).toEqual([46, 62]);
  });
});

describe('a donated tensor', () => {
  it('is refused at later calls, of any compiled function, and named', async () => {
    const add = increment();
    const x = float(1, 2);
    await add(x);
    await expect(add(x)).rejects.toMatchObject({ code: 'donated-input' });
    const other = jit((tree: { state: readonly tf.Tensor[] }) => tree.state[1]!.mul(2));
    await expect(other({ state: [float(1), x] })).rejects.toThrow("'0.state.1'");
  });

  it('is refused under another name for its array, too', async () => {
    const add = increment();
    const x = float(1, 2);
    await add(x);
    await expect(add({ ...x })).rejects.toMatchObject({ code: 'donated-input' });
  });

  it('is refused by a call that does not wait for the one it was given to', async () => {
    const add = increment();
    const x = float(1, 2);
    const [first, second] = await Promise.allSettled([add(x), add(x)]);
    expect(first).toMatchObject({ status: 'fulfilled' });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'donated-input' } });
  });

  it('is refused by snapshot()', async () => {
    const x = float(1, 2);
    await increment()(x);
    expect(() => snapshot({ state: [x] })).toThrow("'state.0'");
  });

  it('can be passed again when the call failed', async () => {
    const x = float(1, 2);
    const failing = jit(
      () => {
        throw new Error('broken');
      },
      { donate: [0] },
    ) as unknown as (x: HostTensor) => Promise<void>;
    await expect(failing(x)).rejects.toThrow('broken');
    expect([...(await increment()(x)).data]).toEqual([2, 3]);
  });

  it('may stand twice in one tree, and its array is used once', async () => {
    const pair = jit(({ a, b }: { a: tf.Tensor; b: tf.Tensor }) => ({ a: a.add(1), b: b.add(2) }), {
      donate: [0],
    });
    const x = float(1, 2);
    const first = await pair({ a: x, b: x });
    const second = await pair(first);
    expect([[...second.a.data], [...second.b.data]]).toEqual([
      [3, 4],
      [5, 6],
    ]);
    expect(second.a.data).not.toBe(second.b.data);
  });

  it('may be another argument of the same call', async () => {
    const add = jit((x: tf.Tensor, y: tf.Tensor) => x.add(y), { donate: [0] });
    let x = float(1, 2);
    for (let i = 0; i < 3; i++) x = await add(x, x);
    expect([...x.data]).toEqual([8, 16]);
  });

  it('may be returned as it is: the result is a copy', async () => {
    const same = jit((x: tf.Tensor, y: tf.Tensor) => ({ x, sum: x.add(y) }), { donate: [0] });
    let x = float(1, 2);
    for (let i = 0; i < 5; i++) {
      const result = await same(x, float(i, i));
      expect(result.x.data).not.toBe(x.data);
      expect([...result.sum.data]).toEqual([1 + i, 2 + i]);
      ({ x } = result);
    }
    expect([...x.data]).toEqual([1, 2]);
  });

  it('of tfjs is not written to: its backend owns it', async () => {
    const x = tf.tensor1d([1, 2]);
    const add = increment();
    await add(await add(await add(x)));
    expect([...x.dataSync()]).toEqual([1, 2]);
  });
});

it('names of donated arguments that a call does not have are refused', async () => {
  const add = jit((x: tf.Tensor) => x.add(1), { donate: [1] });
  await expect(add(float(1))).rejects.toThrow('argument 1 is to be donated');
});

it('a snapshot stays what it is while steps go on', async () => {
  const add = increment();
  let x = await add(float(1, 2));
  const { kept } = snapshot({ kept: x });
  for (let i = 0; i < 5; i++) x = await add(x);
  expect([...kept.data]).toEqual([2, 3]);
  expect([...x.data]).toEqual([7, 8]);
});
