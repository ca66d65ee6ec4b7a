/** Random words and derived keys out of a key: which counters serve which purpose. */

import { type HostKey, hostKey } from './key.js';
import { threefry2x32 } from './threefry.js';

/**
 * What a block is for, in the highest byte of its counter: with it, a key's draws from different distributions and the
 * keys derived from it never share a block.
 */
const purposes = {
  normal: 1,
  uniform: 2,
  bernoulli: 3,
  permutation: 4,
  split: 5,
  number: 6,
  text: 7,
  character: 8,
} as const;

/** A use of a key. */
export type Purpose = keyof typeof purposes;

/** `count` random words, each uniform over all signed 32-bit numbers. */
export function randomWords([key0, key1]: HostKey['words'], purpose: Purpose, count: number): Int32Array {
  const words = new Int32Array(count);
  const domain = purposes[purpose] << 24;
  const pairs = count >>> 1;
  for (let i = 0; i < pairs; i++) threefry2x32(key0, key1, i, domain, words, 2 * i);
  if (count % 2 === 1) {
    const last = new Int32Array(2);
    threefry2x32(key0, key1, pairs, domain, last, 0);
    words[count - 1] = last[0]!;
  }
  return words;
}

/** The key derived for a purpose and a number from 0 to 2^53 - 1. */
export function deriveKey([key0, key1]: HostKey['words'], purpose: Purpose, data: number): HostKey {
  const block = new Int32Array(2);
  const high = Math.floor(data / 0x1_0000_0000);
  threefry2x32(key0, key1, data | 0, (purposes[purpose] << 24) | high, block, 0);
  return hostKey(block[0]!, block[1]!);
}
