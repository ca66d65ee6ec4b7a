/** Keys and draws: their bits, against an independent implementation, and their contract. */

import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { flatten } from '../tree/index.js';
import {
  bernoulli,
  bernoulliValues,
  type DrawRequest,
  drawSpecification,
  drawValues,
  foldIn,
  isKey,
  isTracedKey,
  type Key,
  type KeyTrace,
  keyFromHostTensor,
  keyToHostTensor,
  normal,
  normalValues,
  permutation,
  permutationValues,
  randomKey,
  splitKey,
  tracedKey,
  uniform,
  uniformValues,
} from './index.js';
import { standardNormal } from './standard-normal.js';
import { threefry2x32 } from './threefry.js';

interface Expected {
  readonly seed: number;
  readonly split: readonly number[][];
  readonly foldIn: readonly { readonly data: number | string; readonly words: readonly number[] }[];
  readonly uniform: readonly number[];
  readonly dice: readonly number[];
  readonly bernoulli: readonly number[];
  readonly permutation: readonly number[];
  readonly normal: { readonly words: readonly number[]; readonly values: readonly number[] };
}

const expected = JSON.parse(
  readFileSync(new URL('./fixtures/expected.json', import.meta.url), 'utf8'),
) as Expected;
const key = randomKey(expected.seed);
const wordsOf = (of: Key) => [...keyToHostTensor(of).data];

describe('Threefry-2x32-20', () => {
  it.each([
    [0, 0, 0, 0, 0x6b200159, 0x99ba4efe],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
    [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 0xc4923a9c, 0x483df7a0],
  ])('gives the known answer of Random123 for key %i %i', (key0, key1, counter0, counter1, ...answer) => {
    const out = new Int32Array(2);
    threefry2x32(key0, key1, counter0, counter1, out, 0);
    expect([...new Uint32Array(out.buffer)]).toEqual(answer);
  });
});

describe('the bits of an independent implementation are those of', () => {
  it('splitKey', () => {
    expect(splitKey(key, 3).map(wordsOf)).toEqual(expected.split);
  });
  it.each(expected.foldIn)('foldIn of $data', ({ data, words }) => {
    expect(wordsOf(foldIn(key, data))).toEqual(words);
  });
  it('uniform float32', () => {
    expect([...uniformValues(key, [5, 13]).data]).toEqual(expected.uniform);
  });
  it('uniform int32', () => {
    const dice = uniformValues(key, [65], { minimum: 1, maximum: 7, dtype: 'int32' });
    expect([...dice.data]).toEqual(expected.dice);
  });
  it('bernoulli', () => {
    expect([...bernoulliValues(key, [65], { probability: 0.3 }).data]).toEqual(expected.bernoulli);
  });
  it('permutation', () => {
    expect([...permutationValues(key, 33).data]).toEqual(expected.permutation);
  });
});

describe('normal numbers', () => {
  it('are the exact quantiles to 4e-9, at the ends and in the middle too', () => {
    const { words, values } = expected.normal;
    const errors = words.map((word, i) => Math.abs(standardNormal(word) / values[i]! - 1));
    expect(Math.max(...errors)).toBeLessThan(4e-9);
    expect(values[0]).toBeCloseTo(6.34, 2);
  });

  it('are drawn from the words of the independent implementation', () => {
    const fromWords = expected.normal.words.slice(8).map((word) => Math.fround(standardNormal(word)));
    expect([...normalValues(key, [501]).data]).toEqual(fromWords);
  });

  it('are monotonic in the bits below the sign', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x7ffffffe }), (m) => {
        expect(Math.fround(standardNormal(m))).toBeGreaterThanOrEqual(Math.fround(standardNormal(m + 1)));
      }),
      { numRuns: 2000 },
    );
  });

  it('keep every bit: a change here changes every seeded run', () => {
    const bits = new Int32Array(
      normalValues(randomKey(0), [100_000], { mean: 1, standardDeviation: 3 }).data.buffer,
    );
    expect(bits.reduce((hash, word) => Math.imul(hash ^ word, 0x01000193), 0x811c9dc5 | 0)).toBe(-1322911726);
  });
});

describe('keys', () => {
  it('are immutable, recognised after a structured clone, and leaves of trees', () => {
    expect(Object.isFrozen(key)).toBe(true);
    const clone = structuredClone(key);
    expect(isKey(clone)).toBe(true);
    expect(uniformValues(clone, [3])).toEqual(uniformValues(key, [3]));
    expect(flatten({ key }).leaves).toEqual([key]);
    for (const other of [null, 7, 'key', {}, tf.scalar(1), keyToHostTensor(key)])
      expect(isKey(other)).toBe(false);
  });

  it('survive a checkpoint', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.string(), (seed, text) => {
        const before = foldIn(randomKey(seed), text);
        expect(keyFromHostTensor(keyToHostTensor(before))).toEqual(before);
      }),
    );
  });

  it('differ for different seeds, numbers, texts and places in a split', () => {
    const seen = new Set<string>();
    const parents = [0, 1, 2 ** 32, 2 ** 53 - 1].map(randomKey);
    for (const parent of parents) {
      const children = [
        parent,
        ...splitKey(parent, 50),
        ...[0, 1, 49, 2 ** 32].map((n) => foldIn(parent, n)),
      ];
      for (const text of ['', '0', '1', 'a', 'ab', 'b', '\0', '\0\0']) children.push(foldIn(parent, text));
      for (const child of children) seen.add(wordsOf(child).join());
    }
    expect(seen.size).toBe(4 * (1 + 50 + 4 + 8));
  });

  it('are as many as the literal count says, to the compiler too', () => {
    expectTypeOf(splitKey(key)).toEqualTypeOf<[Key, Key]>();
    expectTypeOf(splitKey(key, 3)).toEqualTypeOf<[Key, Key, Key]>();
    expectTypeOf(splitKey(key, Number('3'))).toEqualTypeOf<Key[]>();
    expect(splitKey(key)).toHaveLength(2);
    expect(splitKey(key, 3).slice(0, 2)).toEqual(splitKey(key));
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])(
    'refuse the seed, count and number %f',
    (n) => {
      for (const f of [() => randomKey(n), () => splitKey(key, n), () => foldIn(key, n)]) {
        expect(f).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
      }
    },
  );

  it('are asked for when something else is given', () => {
    const seed = 7 as unknown as Key;
    for (const f of [() => uniform(seed, [1]), () => splitKey(seed), () => foldIn(seed, 'x')]) {
      expect(f).toThrow('a random key is needed, not a number');
    }
    expect(() => keyFromHostTensor({ shape: [3], dtype: 'int32', data: new Int32Array(3) })).toThrow(
      'shape [2]',
    );
  });
});

describe('draws', () => {
  const cases: [
    string,
    () => tf.Tensor,
    () => { shape: readonly number[]; dtype: string; data: ArrayLike<number> },
  ][] = [
    ['normal', () => normal(key, [2, 3], { mean: 5 }), () => normalValues(key, [2, 3], { mean: 5 })],
    ['uniform', () => uniform(key, [7]), () => uniformValues(key, [7])],
    [
      'whole numbers',
      () => uniform(key, [], { maximum: 9, dtype: 'int32' }),
      () => uniformValues(key, [], { maximum: 9, dtype: 'int32' }),
    ],
    ['bernoulli', () => bernoulli(key, [0, 3]), () => bernoulliValues(key, [0, 3])],
    ['permutation', () => permutation(key, 9), () => permutationValues(key, 9)],
  ];

  it.each(cases)('of %s are the same as a tensor and as values', async (_name, asTensor, asValues) => {
    const tensor = asTensor();
    const values = asValues();
    expect(tensor.shape).toEqual(values.shape);
    expect(tensor.dtype).toBe(values.dtype);
    expect([...(await tensor.data())]).toEqual([...Array.from(values.data)]);
    tensor.dispose();
  });

  it('from one key share their beginning, whatever their length', () => {
    const long = [...normalValues(key, [100]).data];
    for (const n of [0, 1, 2, 3, 98, 99]) expect([...normalValues(key, [n]).data]).toEqual(long.slice(0, n));
  });

  it('stay inside [minimum, maximum), also where float32 is coarse', () => {
    const interval = fc
      .tuple(
        fc.float({ noNaN: true, noDefaultInfinity: true }),
        fc.float({ noNaN: true, noDefaultInfinity: true }),
      )
      .filter(([a, b]) => a !== b && !Object.is(a, -b))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    fc.assert(
      fc.property(interval, fc.nat(), ([minimum, maximum], seed) => {
        const { data } = uniformValues(randomKey(seed), [50], { minimum, maximum });
        for (const value of data) expect(value >= minimum && value < maximum).toBe(true);
      }),
    );
    const coarse = uniformValues(key, [1000], { minimum: 2 ** 24, maximum: 2 ** 24 + 2 }).data;
    expect(new Set(coarse)).toEqual(new Set([2 ** 24]));
  });

  it('of whole numbers reach the ends of int32', () => {
    const minimum = -(2 ** 31);
    const { data } = uniformValues(key, [10_000], { minimum, maximum: 2 ** 31, dtype: 'int32' });
    expect(Math.min(...data)).toBeLessThan(-2.14e9);
    expect(Math.max(...data)).toBeGreaterThan(2.14e9);
  });

  it('of certain and impossible coins are what they must be', () => {
    expect(new Set(bernoulliValues(key, [999], { probability: 1 }).data)).toEqual(new Set([1]));
    expect(new Set(bernoulliValues(key, [999], { probability: 0 }).data)).toEqual(new Set([0]));
  });

  it.each<[string, () => unknown]>([
    ['a negative shape', () => uniform(key, [-1])],
    ['a fractional length', () => permutation(key, 1.5)],
    ['an empty interval', () => uniform(key, [1], { minimum: 1, maximum: 1 })],
    ['an interval empty in float32', () => uniform(key, [1], { minimum: 1, maximum: 1 + 1e-12 })],
    ['a fractional bound for int32', () => uniform(key, [1], { maximum: 1.5, dtype: 'int32' })],
    ['a bound beyond int32', () => uniform(key, [1], { maximum: 2 ** 31 + 1, dtype: 'int32' })],
    ['a negative standard deviation', () => normal(key, [1], { standardDeviation: -1 })],
    ['a mean that is no number', () => normal(key, [1], { mean: Number.NaN })],
    ['a probability above 1', () => bernoulli(key, [1], { probability: 1.1 })],
  ])('refuse %s', (_name, f) => {
    expect(f).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});

describe('while a function is recorded', () => {
  const backend = () => tf.backend() as { isRecording?: boolean };
  afterEach(() => {
    delete backend().isRecording;
  });

  it('a draw from a key of its own is an error', () => {
    backend().isRecording = true;
    expect(() => normal(foldIn(key, 1), [1])).toThrow(expect.objectContaining({ code: 'frozen-randomness' }));
  });

  it('traced keys send derivations and draws to their trace', () => {
    const derivations: (string | number)[] = [];
    const requests: DrawRequest[] = [];
    const trace: KeyTrace = {
      split: (count) => {
        derivations.push(`split ${count}`);
        return Array.from({ length: count }, () => tracedKey(trace));
      },
      foldIn: (data) => {
        derivations.push(data);
        return tracedKey(trace);
      },
      draw: (request) => {
        requests.push(request);
        return tf.zeros([1]);
      },
    };
    const traced: Key = tracedKey(trace);
    expect(isTracedKey(traced) && isKey(traced) && flatten([traced]).leaves.length === 1).toBe(true);
    backend().isRecording = true;
    const [first, second] = splitKey(traced);
    normal(foldIn(first, 'dropout'), [2], { mean: 1 });
    permutation(foldIn(second, 3), 4);
    expect(derivations).toEqual(['split 2', 'dropout', 3]);
    expect(requests).toEqual([
      { distribution: 'normal', shape: [2], options: { mean: 1, standardDeviation: 1 } },
      { distribution: 'permutation', shape: [4], options: {} },
    ]);
    for (const f of [() => uniformValues(traced, [1]), () => keyToHostTensor(traced)]) {
      expect(f).toThrow(expect.objectContaining({ code: 'value-unknown' }));
    }
  });

  it('requests know their shape and dtype before any key does', () => {
    const requests: DrawRequest[] = [
      { distribution: 'normal', shape: [2], options: { mean: 0, standardDeviation: 1 } },
      { distribution: 'uniform', shape: [3], options: { minimum: 0, maximum: 5, dtype: 'int32' } },
      { distribution: 'uniform', shape: [3], options: { minimum: 0, maximum: 5, dtype: 'float32' } },
      { distribution: 'bernoulli', shape: [], options: { probability: 0.1 } },
      { distribution: 'permutation', shape: [6], options: {} },
    ];
    for (const request of requests) {
      const { data, ...specification } = drawValues(key, request);
      expect(specification).toEqual(drawSpecification(request));
      expect(tf.tensor(data, [...specification.shape], specification.dtype).size).toBe(data.length);
    }
  });
});
