/** White and brown noise: what gradients of very deep and of shallow networks are compared with. */

import { type Key, normalValues } from '@diopter/core-tensor/random';

/**
 * Independent standard normal numbers: what the gradient of a deep plain network looks like.
 *
 * @param key Randomness of this call.
 * @throws DiopterError `invalid-argument` for a length that is no whole number.
 */
export function whiteNoise(key: Key, length: number): Float64Array {
  return Float64Array.from(normalValues(key, [length]).data);
}

/**
 * Sums of white noise, a random walk: what the gradient of a network of one hidden layer tends to as it gets wider (Balduzzi et
 * al., arXiv 1702.08591, section 2).
 *
 * @param key Randomness of this call.
 * @throws DiopterError `invalid-argument` for a length that is no whole number.
 */
export function brownNoise(key: Key, length: number): Float64Array {
  let sum = 0;
  return whiteNoise(key, length).map((step) => {
    sum += step;
    return sum;
  });
}
