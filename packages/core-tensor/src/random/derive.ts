/** Keys from seeds and from other keys. */

import { DiopterError } from '../errors/index.js';
import { deriveKey } from './bits.js';
import { hostKey, isTracedKey, type Key, wordsOf } from './key.js';

/** As many keys as a literal count says: `[Key, Key]` for 2. */
export type Keys<N extends number, List extends Key[] = []> = number extends N
  ? Key[]
  : List['length'] extends N
    ? List
    : Keys<N, [...List, Key]>;

/**
 * The key of a seed: the one entry point of randomness. Equal seeds give equal numbers on every machine.
 *
 * @param seed a whole number from 0 to 2^53 - 1.
 * @throws DiopterError `invalid-argument` for another seed.
 * @example
 * const [weightsKey, noiseKey] = splitKey(randomKey(7));
 * const filter = normal(weightsKey, [3, 3, 3, 16], { standardDeviation: 0.1 });
 */
export function randomKey(seed: number): Key {
  assertWhole(seed, 'randomKey, argument seed');
  return hostKey(seed, Math.floor(seed / 0x1_0000_0000));
}

/**
 * Independent keys out of one, which is then used up. The first of many are the same as the first of few.
 *
 * @throws DiopterError `invalid-argument` for a count that is no whole number.
 * @example
 * const [encoderKey, decoderKey] = splitKey(key);
 */
export function splitKey<const N extends number = 2>(key: Key, count: N = 2 as N): Keys<N> {
  assertWhole(count, 'splitKey, argument count');
  if (isTracedKey(key)) return key.trace.split(count) as Key[] as Keys<N>;
  const words = wordsOf(key, 'splitKey, argument key');
  return Array.from({ length: count }, (_, i): Key => deriveKey(words, 'split', i)) as Keys<N>;
}

/**
 * The key of a key and a number or text: one key for each step, layer or worker. Numbers and texts never give the
 * same key, `'1'` and `1` included, and neither do `foldIn` and `splitKey`.
 *
 * @param data a whole number from 0 to 2^53 - 1, or any text, taken as its UTF-16 code units.
 * @throws DiopterError `invalid-argument` for another number.
 * @example
 * const stepKey = foldIn(key, step);
 * const dropoutKey = foldIn(stepKey, 'dropout');
 */
export function foldIn(key: Key, data: number | string): Key {
  if (typeof data !== 'string') assertWhole(data, 'foldIn, argument data');
  if (isTracedKey(key)) return key.trace.foldIn(data);
  const words = wordsOf(key, 'foldIn, argument key');
  if (typeof data === 'number') return deriveKey(words, 'number', data);
  // The length goes in first, so that no text's key is on the way to that of a longer text.
  let folded = deriveKey(words, 'text', data.length);
  for (let i = 0; i < data.length; i++) folded = deriveKey(folded.words, 'character', data.charCodeAt(i));
  return folded;
}

function assertWhole(value: number, where: string): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new DiopterError('invalid-argument', {
    what: `${value} is not a whole number from 0 to 2^53 - 1`,
    where,
  });
}
