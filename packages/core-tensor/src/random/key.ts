/** Random keys: the plain values that all randomness is derived from. */

import type * as tf from '@tensorflow/tfjs';
import { DiopterError } from '../errors/index.js';
import { type HostTensor, isHostTensor } from '../tree/index.js';
import type { DrawRequest } from './request.js';

/**
 * A random key: 64 bits that name one stream of random numbers. Immutable and opaque; made by `randomKey`, `splitKey` and
 * `foldIn`. Each key is for one draw *or* for deriving other keys, once: the same draw from the same key gives the same
 * numbers again. In trees a key is a leaf.
 */
export interface Key {
  readonly dtype: 'key';
  readonly shape: readonly [];
}

/** A key whose bits are here, in two signed 32-bit words. */
export interface HostKey extends Key {
  readonly words: readonly [number, number];
}

/** A key of a function that is being recorded: what is derived and drawn from it is noted by `trace`, to be replayed. */
export interface TracedKey extends Key {
  readonly trace: KeyTrace;
}

/** What a recorder does when a recorded function uses a key. */
export interface KeyTrace {
  split(count: number): TracedKey[];
  foldIn(data: number | string): TracedKey;
  draw(request: DrawRequest): tf.Tensor;
}

/** Whether `value` is a random key, traced or not. */
export function isKey(value: unknown): value is Key {
  return typeof value === 'object' && value !== null && (value as Partial<Key>).dtype === 'key';
}

/** Whether `value` is a key that stands for those of later calls of a function that is being recorded. */
export function isTracedKey(value: unknown): value is TracedKey {
  return isKey(value) && 'trace' in value;
}

/** The key with these 64 bits. */
export function hostKey(word0: number, word1: number): HostKey {
  return Object.freeze({
    dtype: 'key',
    shape: Object.freeze([] as const),
    words: Object.freeze([word0 | 0, word1 | 0] as const),
  });
}

/** The key that a recorder hands to the function it records. */
export function tracedKey(trace: KeyTrace): TracedKey {
  return Object.freeze({ dtype: 'key', shape: Object.freeze([] as const), trace });
}

/**
 * The bits of a key.
 *
 * @throws DiopterError `value-unknown` for a traced key, which has none yet; `invalid-argument` for what is not a key.
 */
export function wordsOf(key: Key, where: string): HostKey['words'] {
  if (!isKey(key)) {
    throw new DiopterError('invalid-argument', {
      what: `a random key is needed, not ${key === null ? 'null' : `a ${typeof key}`}`,
      where,
      help: 'make one with randomKey(seed)',
    });
  }
  if (isTracedKey(key)) {
    throw new DiopterError('value-unknown', {
      what: 'the bits of a key are not known while a function is being recorded',
      where,
      help: 'inside a compiled function draw tensors (normal, uniform, ...) instead of values',
    });
  }
  return (key as HostKey).words;
}

/** A key as a tensor of shape [2], for checkpoints; {@link keyFromHostTensor} gives it back. */
export function keyToHostTensor(key: Key): HostTensor<'int32'> {
  return { shape: [2], dtype: 'int32', data: Int32Array.from(wordsOf(key, 'keyToHostTensor, argument key')) };
}

/**
 * The key that {@link keyToHostTensor} made a tensor of.
 *
 * @throws DiopterError `invalid-argument` if the tensor is not int32 of shape [2].
 */
export function keyFromHostTensor(tensor: HostTensor): HostKey {
  if (
    !isHostTensor(tensor) ||
    tensor.dtype !== 'int32' ||
    tensor.data.length !== 2 ||
    tensor.shape.length !== 1
  ) {
    throw new DiopterError('invalid-argument', {
      what: 'a key is stored as an int32 tensor of shape [2]',
      where: 'keyFromHostTensor, argument tensor',
    });
  }
  return hostKey(tensor.data[0]!, tensor.data[1]!);
}
