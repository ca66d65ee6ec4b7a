/** What every collection of pictures looks like to the rest of the package. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { StoredImage } from '../images/index.js';

/** One picture of a data set and its class, if it has one. */
export interface Example {
  readonly image: StoredImage;
  /** From 0. */
  readonly label?: number;
}

/**
 * Pictures that can be got one by one, in any order and at the same time. `get` gives the same picture for the same
 * index, always; what it gives is shared and must not be changed.
 */
export interface Dataset {
  readonly name: string;
  readonly length: number;
  /** The size of every picture, `[height, width, channels]`, if they all have the same. */
  readonly shape?: readonly [height: number, width: number, channels: number];
  /** The names of the classes, in the order of the labels. */
  readonly classes?: readonly string[];
  get(index: number): Promise<Example>;
}

/** Returns if `index` is one of the data set's. */
export function assertIndex({ name, length }: Pick<Dataset, 'name' | 'length'>, index: number): void {
  if (Number.isInteger(index) && index >= 0 && index < length) return;
  throw new DiopterError('invalid-argument', {
    what: `there is no picture ${index}: they go from 0 to ${length - 1}`,
    where: name,
  });
}

/** One data set after the other, as one. They must have the same classes and the same shape, those of the first. */
export function concatenate(name: string, parts: readonly [Dataset, ...Dataset[]]): Dataset {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const locate = (index: number): Promise<Example> => {
    let first = 0;
    for (const part of parts) {
      if (index < first + part.length) return part.get(index - first);
      first += part.length;
    }
    throw new Error('unreachable: the index was checked');
  };
  return {
    ...parts[0],
    name,
    length,
    get: async (index) => {
      assertIndex({ name, length }, index);
      return locate(index);
    },
  };
}
