/** What centres pixels around 0: the mean of each channel, and one deviation for all. */

import type { Dataset } from '../../data/index.js';
import { toFloat } from '../../images/index.js';

/** `(pixel - mean) / deviation`, for pixels in [0, 1]. */
export interface Centring {
  /** Of each channel. */
  readonly mean: readonly number[];
  /** Of all channels together, around their means: colours keep their proportions. */
  readonly deviation: number;
}

/** Pictures that are read at the same time. */
const chunk = 256;
/** Of pictures of one colour: they stay as they are. */
const smallestDeviation = 1e-6;

/** Measures all pictures of a data set with so many channels. */
export async function centringOf({ length, get }: Dataset, channels: number): Promise<Centring> {
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  let count = 0;
  for (let first = 0; first < length; first += chunk) {
    const indices = Array.from({ length: Math.min(chunk, length - first) }, (_, i) => first + i);
    for (const { image } of await Promise.all(indices.map(get))) {
      const { data } = toFloat(image);
      count += data.length / channels;
      for (let i = 0; i < data.length; i++) {
        const value = data[i]!;
        sums[i % channels]! += value;
        squares[i % channels]! += value * value;
      }
    }
  }
  const mean = Array.from(sums, (sum) => sum / count);
  const variances = mean.map((value, channel) => squares[channel]! / count - value ** 2);
  const variance = variances.reduce((sum, value) => sum + value, 0) / channels;
  return { mean, deviation: variance > smallestDeviation ** 2 ? Math.sqrt(variance) : 1 };
}
