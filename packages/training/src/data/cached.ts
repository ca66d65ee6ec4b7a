/** Decoded pictures kept in memory, up to a limit. */

import type { Dataset, Example } from './dataset.js';

/** How much {@link cached} may keep. */
export interface CacheOptions {
  /** Limit of the decoded pictures' sizes. */
  readonly maximumBytes?: number;
}

/**
 * The same data set, with decoded pictures kept in memory. The first pictures that fit stay, and none is ever thrown out
 * for another: with every picture used once per epoch, in a new order each time, that keeps more hits than throwing out
 * the one unused for longest. Two calls for one picture at the same time decode it once.
 */
export function cached(dataset: Dataset, { maximumBytes = 2 ** 30 }: CacheOptions = {}): Dataset {
  const kept = new Map<number, Promise<Example>>();
  let bytes = 0;
  const load = async (index: number): Promise<Example> => {
    try {
      const example = await dataset.get(index);
      const size = example.image.data.byteLength;
      if (bytes + size <= maximumBytes) bytes += size;
      else kept.delete(index);
      return example;
    } catch (error) {
      kept.delete(index);
      throw error;
    }
  };
  return {
    ...dataset,
    get: (index) => {
      const known = kept.get(index);
      if (known !== undefined) return known;
      const example = load(index);
      kept.set(index, example);
      return example;
    },
  };
}
