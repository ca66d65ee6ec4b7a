/** Draws inside compiled functions: the bits of eager ones, and never frozen. */

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  bernoulli,
  foldIn,
  type Key,
  keyFromHostTensor,
  keyToHostTensor,
  normal,
  permutation,
  randomKey,
  splitKey,
  uniform,
} from '../../random/index.js';
import { jit } from '../run/jit.js';
import { toHost } from '../testing/host-tensors.js';
import { record } from './record.js';

beforeAll(() => tf.setBackend('cpu'));

/** Every distribution, and keys derived in every way. */
function draws(keys: { a: Key; b: readonly Key[] }) {
  const [left, right] = splitKey(keys.a);
  const many = splitKey(foldIn(right, 'layers'), 5);
  return {
    normal: normal(left, [3, 4], { mean: 2, standardDeviation: 0.5 }),
    uniform: uniform(many[3]!, [5], { minimum: -1, maximum: 3 }),
    whole: uniform(many[4]!, [6], { minimum: 0, maximum: 9, dtype: 'int32' }),
    coins: bernoulli(foldIn(keys.b[1]!, 7), [20], { probability: 0.3 }),
    order: permutation(keys.b[0]!, 9),
    empty: normal(foldIn(keys.b[0]!, 0), [0, 3]),
  };
}

const keysOf = (seed: number) => ({ a: randomKey(seed), b: [randomKey(seed + 1), randomKey(seed + 2)] });

describe('a draw', () => {
  it('gives the same bits compiled as eagerly, at every call, without compiling again', async () => {
    const compiled = jit(draws);
    for (const seed of [1, 2, 3]) expect(await compiled(keysOf(seed))).toEqual(toHost(draws(keysOf(seed))));
    const [first, second] = [await compiled.prepare(keysOf(1)), await compiled.prepare(keysOf(9))];
    expect(first).toBe(second);
  });

  it('gives the same bits after a restart, where keys come from a checkpoint', async () => {
    const before = await jit(draws)(keysOf(4));
    const restored = (key: Key) => keyFromHostTensor(keyToHostTensor(key));
    const { a, b } = keysOf(4);
    expect(await jit(draws)({ a: restored(a), b: b.map(restored) })).toEqual(before);
  });

  it('done twice from one key is one input', () => {
    const program = record(
      (key: Key) => [normal(key, [2]), normal(splitKey(key, 2)[0], [2]), normal(splitKey(key, 3)[0], [2])],
      [randomKey(1)],
    );
    expect(program.inputs).toHaveLength(2);
  });

  it('of two distributions or shapes from one key are two inputs', () => {
    const program = record(
      (key: Key) => [normal(key, [2]), normal(key, [3]), uniform(key, [2])],
      [randomKey(1)],
    );
    expect(program.inputs).toHaveLength(3);
  });
});

describe('a function whose draws would be frozen is refused:', () => {
  const captured = randomKey(5);
  const cases: readonly (readonly [string, (x: tf.Tensor) => tf.Tensor])[] = [
    ['a draw from a captured key', (x) => normal(captured, [2]).add(x)],
    ['Math.random', (x) => x.mul(Math.random())],
    ['tf.randomNormal', (x) => tf.randomNormal([2]).add(x)],
    ['tf.dropout', (x) => tf.dropout(x, 0.5)],
    ['tf.rand', (x) => tf.rand([2], () => 0.5).add(x)],
    ['tf.randomUniform with a seed', (x) => tf.randomUniform([2], 0, 1, 'float32', 3).add(x)],
    ['tf.randomUniformInt with a seed', (x) => tf.randomUniformInt([2], 0, 9, 3).add(x)],
    ['tf.randomNormal with a seed', (x) => tf.randomNormal([2], 0, 1, 'float32', 3).add(x)],
    ['tf.randomStandardNormal with a seed', (x) => tf.randomStandardNormal([2], 'float32', 3).add(x)],
    ['tf.randomGamma with a seed', (x) => tf.randomGamma([2], 1, 1, 'float32', 3).add(x)],
    ['tf.truncatedNormal with a seed', (x) => tf.truncatedNormal([2], 0, 1, 'float32', 3).add(x)],
    ['tf.dropout with a seed', (x) => tf.dropout(x, 0.5, undefined, 3)],
    [
      'an initializer of tf.layers with a seed',
      (x) => tf.initializers.glorotNormal({ seed: 3 }).apply([2, 2]).add(x),
    ],
  ];

  it.each(cases)('%s', async (_name, fn) => {
    await expect(jit(fn)(tf.ones([2]))).rejects.toMatchObject({ code: 'frozen-randomness' });
  });

  it('but tensors drawn before are constants', async () => {
    const noise = tf.randomNormal([2]);
    const { data } = await jit((x: tf.Tensor) => x.add(noise))(0);
    expect([...data]).toEqual([...noise.dataSync()]);
  });
});
