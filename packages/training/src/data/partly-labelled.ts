/** A data set of which only some classes are told. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type Key, permutationValues } from '@diopter/core-tensor/random';
import type { Dataset } from './dataset.js';
import { subset } from './subset.js';

/** What {@link partlyLabelled} gives. */
export interface PartlyLabelled {
  /** All pictures; where the class is not told, the label is -1. */
  readonly all: Dataset;
  /** Those whose class is told. */
  readonly labelled: Dataset;
}

/**
 * Tells the classes of `count` pictures, as many of each class as possible, drawn by the key, and keeps those of the others. Unless `count` is 0 it
 * looks at every picture once.
 *
 * @param count how many; at least one of each class, or none at all.
 * @throws DiopterError `invalid-option` for a data set without classes, or a count that it does not have.
 */
export async function partlyLabelled(
  dataset: Dataset,
  { key, count }: { readonly key: Key; readonly count: number },
): Promise<PartlyLabelled> {
  const { length, name, classes } = dataset;
  if (classes === undefined) {
    throw new DiopterError('invalid-option', {
      what: 'its pictures have no classes',
      where: name,
      help: 'name a data set that has them with --dataset, or use no labels',
    });
  }
  if (count > length || (count > 0 && count < classes.length)) {
    throw new DiopterError('invalid-option', {
      what: `${count} of ${length} pictures in ${classes.length} classes cannot be labelled`,
      where: name,
      help: `0, or a number from ${classes.length} to ${length}`,
    });
  }
  const told = new Set(count === 0 ? [] : await chosen(dataset, key, count));
  return {
    all: {
      ...dataset,
      get: async (index) => {
        const example = await dataset.get(index);
        return told.has(index) ? example : { ...example, label: -1 };
      },
    },
    labelled: subset(
      dataset,
      [...told].sort((a, b) => a - b),
      `${name}, labelled part`,
    ),
  };
}

/** Indices drawn by the key, as many of each class as possible. */
async function chosen({ length, get }: Dataset, key: Key, count: number): Promise<readonly number[]> {
  const order = permutationValues(key, length).data;
  const labels = await Promise.all(Array.from(order, async (index) => (await get(index)).label ?? -1));
  return balanced(order, labels, count);
}

/** The first `count` indices in an order that goes through the classes in turn. */
function balanced(order: ArrayLike<number>, labels: readonly number[], count: number): number[] {
  const seen = new Map<number, number>();
  const ranked = labels.map((label, i) => {
    const rank = seen.get(label) ?? 0;
    seen.set(label, rank + 1);
    return { index: order[i]!, rank };
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ index }) => index);
}
