/** How each distribution turns random words into values: the table that carries out draw requests. */

import { type DataOf, type DType, type HostTensor, sizeOf } from '../tree/index.js';
import { randomWords } from './bits.js';
import { type HostKey, type Key, wordsOf } from './key.js';
import type { Distribution, DrawOptions, DrawRequest } from './request.js';
import { standardNormal } from './standard-normal.js';

type Sampler<D extends Distribution> = (
  key: HostKey['words'],
  size: number,
  options: DrawOptions[D],
) => DataOf[DType];

const samplers: { readonly [D in Distribution]: Sampler<D> } = {
  normal(key, size, { mean, standardDeviation }) {
    const words = randomWords(key, 'normal', size);
    const values = new Float32Array(words.buffer);
    for (let i = 0; i < size; i++) values[i] = mean + standardDeviation * standardNormal(words[i]!);
    return values;
  },

  uniform(key, size, { minimum, maximum, dtype }) {
    if (dtype === 'int32') {
      const words = randomWords(key, 'uniform', 2 * size);
      const values = new Int32Array(size);
      for (let i = 0; i < size; i++) values[i] = minimum + wholeBelow(maximum - minimum, words, i);
      return values;
    }
    const words = randomWords(key, 'uniform', size);
    const values = new Float32Array(words.buffer);
    const low = Math.fround(minimum);
    const high = Math.fround(maximum);
    const step = (high - low) / 0x100_0000;
    for (let i = 0; i < size; i++) {
      const value = Math.fround(low + step * (words[i]! >>> 8));
      // Rounding to float32 can reach the excluded maximum when the interval is far from zero.
      values[i] = value < high ? value : low;
    }
    return values;
  },

  bernoulli(key, size, { probability }) {
    const threshold = probability * 0x1_0000_0000;
    const words = randomWords(key, 'bernoulli', size);
    const values = new Uint8Array(size);
    for (let i = 0; i < size; i++) values[i] = words[i]! >>> 0 < threshold ? 1 : 0;
    return values;
  },

  permutation(key, size) {
    const words = randomWords(key, 'permutation', 2 * size);
    const order = new Int32Array(size).map((_, i) => i);
    // The shuffle of R. Fisher and F. Yates, in R. Durstenfeld's form (Algorithm 235, 1964).
    for (let i = size - 1; i > 0; i--) {
      const j = wholeBelow(i + 1, words, i);
      const moved = order[i]!;
      order[i] = order[j]!;
      order[j] = moved;
    }
    return order;
  },
};

/** A whole number from 0 to bound - 1 out of 53 bits of word pair `i`: for bounds up to 2^32 the bias is below 2^-21. */
function wholeBelow(bound: number, words: Int32Array, i: number): number {
  const fraction = ((words[2 * i]! >>> 5) * 0x400_0000 + (words[2 * i + 1]! >>> 6)) / 0x20_0000_0000_0000;
  return Math.floor(bound * fraction);
}

/** The shape and dtype of what a request draws, known before any key is. */
export function drawSpecification(request: DrawRequest): { shape: readonly number[]; dtype: DType } {
  const dtypes = { normal: 'float32', bernoulli: 'bool', permutation: 'int32' } as const;
  const dtype = request.distribution === 'uniform' ? request.options.dtype : dtypes[request.distribution];
  return { shape: request.shape, dtype };
}

/**
 * Carries out a draw in plain JavaScript: the same bits for the same key and request, on every machine.
 *
 * @throws DiopterError `value-unknown` for a traced key.
 */
export function drawValues(key: Key, request: DrawRequest): HostTensor {
  const words = wordsOf(key, `${request.distribution}, argument key`);
  const sample = samplers[request.distribution] as Sampler<Distribution>;
  return { ...drawSpecification(request), data: sample(words, sizeOf(request.shape), request.options) };
}
