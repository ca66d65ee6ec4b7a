/** Parts of a data set, and its split into pictures to train on and pictures to judge by. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type Key, permutationValues } from '@diopter/core-tensor/random';
import { assertIndex, type Dataset } from './dataset.js';

/** The pictures with these indices, in this order. */
export function subset(dataset: Dataset, indices: ArrayLike<number>, name = dataset.name): Dataset {
  const kept = Array.from(indices);
  for (const index of kept) assertIndex(dataset, index);
  return {
    ...dataset,
    name,
    length: kept.length,
    get: async (index) => {
      assertIndex({ name, length: kept.length }, index);
      return dataset.get(kept[index]!);
    },
  };
}

/** The two parts of {@link splitDataset}. */
export interface DatasetSplit {
  readonly train: Dataset;
  readonly validation: Dataset;
  /** Which pictures of the data set `validation` has, ascending. */
  readonly validationIndices: readonly number[];
}

/**
 * Draws the pictures that are kept for validation. The split is by picture: no crop of one picture is in both parts.
 *
 * @param validation how many pictures to keep; below 1, the fraction of all (at least one picture).
 * @throws DiopterError `invalid-argument` if nothing would be left to train on.
 * @example
 * const { train, validation } = splitDataset(photographs, { key: foldIn(key, 'split'), validation: 0.1 });
 */
export function splitDataset(
  dataset: Dataset,
  { key, validation }: { readonly key: Key; readonly validation: number },
): DatasetSplit {
  const { length, name } = dataset;
  const count = validation > 0 && validation < 1 ? Math.max(Math.round(validation * length), 1) : validation;
  if (!Number.isInteger(count) || count < 0 || count >= length) {
    throw new DiopterError('invalid-argument', {
      what: `of ${length} pictures, ${validation} cannot be kept for validation`,
      where: `splitDataset, ${name}`,
      help: 'give a fraction below 1, or a number of pictures smaller than there are',
    });
  }
  const order = permutationValues(key, length).data;
  const validationIndices = [...order.slice(0, count).sort()];
  return {
    train: subset(dataset, order.slice(count).sort(), `${name}, training part`),
    validation: subset(dataset, validationIndices, `${name}, validation part`),
    validationIndices,
  };
}
