/** What users do wrong, and what they are told: the code of the error, and the line in their own file. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DiopterError } from '../../errors/index.js';
import { foldIn, type Key, normal, randomKey } from '../../random/index.js';
import { jit } from '../run/jit.js';

beforeAll(() => tf.setBackend('cpu'));

const lines = readFileSync(fileURLToPath(import.meta.url), 'utf8').split('\n');

async function errorOf(call: Promise<unknown>): Promise<DiopterError> {
  return call.then(
    () => {
      throw new Error('nothing was thrown');
    },
    (error: DiopterError) => error,
  );
}

/** The line of this file that an error names. */
function lineOf({ where = '' }: DiopterError): string {
  const number = Number(/mistakes\.test\.ts:(\d+)$/.exec(where)?.[1]);
  return lines[number - 1] ?? `no line in ${where}`;
}

let kept: tf.Tensor;
const variable = tf.variable(tf.ones([2]));
const text = tf.tensor(['text']);
const inner = jit((x: tf.Tensor) => x.add(1));

/** Each function has its mistake on the line that names it. */
const mistakes: readonly (readonly [string, string, (x: tf.Tensor, key: Key) => unknown])[] = [
  ['x.dataSync', 'value-unknown', (x) => x.mul(x.dataSync()[0]!)],
  ['x.arraySync', 'value-unknown', (x) => ((x.arraySync() as number) > 0 ? x : x.neg())],
  ['(x as never) > 0', 'value-unknown', (x) => ((x as never) > 0 ? x : x.neg())],
  ['x.print', 'value-unknown', (x) => [x.print(), x]],
  ['x.data', 'value-unknown', (x) => [typeof x.data(), x]],
  ['await x.data', 'value-unknown', async (x) => [await x.data(), x]],
  ['foldIn(key, x)', 'value-unknown', (x, key) => normal(foldIn(key, x as never), [2])],
  ['variable.add', 'captured-variable', (x) => variable.add(x)],
  ['tf.multinomial', 'unsupported-kernel', (x) => tf.multinomial(x.tile([2]) as tf.Tensor1D, 2, 3)],
  ['tf.complex', 'unsupported-kernel', (x) => tf.grad((x) => tf.real(tf.complex(x, x)))(x)],
  ['tf.concat', 'dtype-mismatch', (x) => tf.concat([text, x])],
  ['inner(', 'invalid-argument', (x) => inner(x)],
  ['x.sub(kept)', 'value-unknown', (x) => x.sub(kept)],
];

describe('the error names the line of', () => {
  it.each(mistakes)('%s: %s', async (name, code, fn) => {
    await jit((x: tf.Tensor) => {
      kept = tf.keep(x.add(1));
      return x;
    })(1);
    const error = await errorOf(jit(fn)(tf.ones([1]), randomKey(1)));
    expect(error).toMatchObject({ code });
    expect(lineOf(error)).toContain(`['${name}'`);
  });
});

describe('the error says', () => {
  it('which kernel is missing', async () => {
    const error = await errorOf(jit((x: tf.Tensor2D) => tf.multinomial(x, 2, 3))(tf.ones([2, 2])));
    expect(error.what).toContain('Multinomial');
  });

  it('that a tensor of another recording is gone', async () => {
    await jit((x: tf.Tensor) => {
      kept = x.add(1);
      return x;
    })(1);
    const error = await errorOf(jit((x: tf.Tensor) => kept.add(x))(1));
    expect(error).toMatchObject({ code: 'invalid-argument' });
    expect(error.message).toContain('disposed of');
  });

  const refused: readonly (readonly [string, () => unknown, string])[] = [
    ['a function is async', async () => tf.ones([2]), 'async'],
    ['an async function failed', async () => Promise.reject(new Error('later')), 'async'],
    ['nothing is returned', () => {}, 'returns nothing'],
    ['a text is returned', () => ({ name: ['text'] }), "'name.0': a string"],
    ['a key is returned', () => ({ key: randomKey(1) }), "a random key at 'key'"],
    ['a host tensor is returned', () => ({ shape: [1], dtype: 'float32', data: [1] }), 'an object'],
  ];
  it.each(refused)('when %s', async (_name, fn, message) => {
    const error = await errorOf(jit(fn)());
    expect(error).toMatchObject({ name: 'DiopterError', code: 'invalid-argument' });
    expect(error.message).toContain(message);
  });

  const float32 = { dtype: 'float32', shape: [3] };
  const passed: readonly (readonly [string, unknown, string])[] = [
    ['a function', Math.sin, 'invalid-argument'],
    ['a Map', new Map(), 'invalid-argument'],
    ['a bigint', 1n, 'invalid-argument'],
    ['a bare typed array', Float32Array.of(1), 'invalid-argument'],
    ['nothing', undefined, 'invalid-argument'],
    ['a specification', float32, 'invalid-argument'],
    ['a tensor of text', text, 'dtype-mismatch'],
    ['a tensor of complex numbers', tf.complex([1], [2]), 'dtype-mismatch'],
    [
      'a host tensor of doubles',
      { ...float32, dtype: 'float64', data: new Float64Array(3) },
      'dtype-mismatch',
    ],
    ['a host tensor in the wrong array', { ...float32, data: new Float64Array(3) }, 'dtype-mismatch'],
    ['a host tensor of another size', { ...float32, data: new Float32Array(2) }, 'shape-mismatch'],
  ];
  it.each(passed)('where in the arguments %s is', async (_name, argument, code) => {
    const error = await errorOf(jit((x: never) => x)({ a: [1, argument] } as never));
    expect(error).toMatchObject({ code });
    expect(error.where).toContain('0.a.1');
  });
});
