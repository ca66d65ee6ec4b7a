/** Dividing examples into those to learn from and those to judge by. */

import { foldIn, type Key, permutationValues } from '@diopter/core-tensor/random';

/** Numbers of examples. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * As many splits as `count`: every example is in the test part of one of them. Each part has its share of every class,
 * give or take one example.
 */
export function stratifiedFolds(labels: ArrayLike<number>, count: number, key: Key): Split[] {
  const byLabel = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const members = byLabel.get(labels[i]!) ?? [];
    members.push(i);
    byLabel.set(labels[i]!, members);
  }
  const foldOf = new Int32Array(labels.length);
  // Going on where the last class ended keeps the folds of the same size.
  let next = 0;
  for (const [label, members] of [...byLabel].sort(([a], [b]) => a - b)) {
    for (const i of permutationValues(foldIn(key, label), members.length).data) {
      foldOf[members[i]!] = next++ % count;
    }
  }
  const all = Int32Array.from({ length: labels.length }, (_, i) => i);
  return Array.from({ length: count }, (_, fold) => ({
    train: all.filter((i) => foldOf[i] !== fold),
    test: all.filter((i) => foldOf[i] === fold),
  }));
}
