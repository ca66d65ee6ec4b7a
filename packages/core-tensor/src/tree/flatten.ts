/** A tree as the list of its leaves and the structure that puts them back. */

import { DiopterError } from '../errors/index.js';
import type { LeafOf, MapTree, Tree } from './tree.js';
import { walk } from './walk.js';

/** What stands for every leaf in a {@link Structure}. */
export const leafMark = '*';

/**
 * The shape of a tree without its leaves: the tree itself with `'*'` for each leaf. Plain data: `JSON.stringify` of it
 * is readable, and equal for equal structures.
 */
export type Structure = Tree<typeof leafMark>;

/** The structure of trees of type `T`. */
export type StructureOf<T> = MapTree<T, typeof leafMark>;

/**
 * The leaves of a tree, in the order of sorted keys (as in JAX, so that the order in which an object was built does
 * not matter), and its structure.
 *
 * @throws DiopterError `invalid-argument` if a node is `undefined`.
 * @example
 * const { leaves, structure } = flatten({ filter: tf.ones([3, 3]), bias: tf.zeros([3]) }); // leaves: bias, filter
 * const doubled = unflatten(structure, leaves.map((leaf) => leaf.mul(2)));
 */
export function flatten<T>(tree: T): { leaves: LeafOf<T>[]; structure: StructureOf<T> } {
  const leaves: LeafOf<T>[] = [];
  const structure = walk(tree, (leaf) => {
    leaves.push(leaf as LeafOf<T>);
    return leafMark;
  });
  return { leaves, structure: structure as StructureOf<T> };
}

/** The structure of a tree: see {@link Structure}. */
export function structureOf<T>(tree: T): StructureOf<T> {
  return walk(tree, () => leafMark) as StructureOf<T>;
}

/**
 * The inverse of {@link flatten}: a tree of the given structure with these leaves.
 *
 * @throws DiopterError `tree-mismatch` if there are more or fewer leaves than the structure has places.
 */
export function unflatten<S, L>(structure: S, leaves: readonly L[]): MapTree<S, L> {
  let count = 0;
  const tree = walk(structure, () => leaves[count++]);
  if (count !== leaves.length) {
    throw new DiopterError('tree-mismatch', {
      what: `the structure has places for ${count} leaves, not for ${leaves.length}`,
      where: 'unflatten',
    });
  }
  return tree as MapTree<S, L>;
}
