/** Functions applied to the leaves of trees, one by one or several trees in step. */

import { flatten, structureOf, unflatten } from './flatten.js';
import { formatPath } from './path.js';
import { assertSameStructure } from './structure.js';
import type { LeafOf, MapTree } from './tree.js';
import { walk } from './walk.js';

/** The leaf types of several trees, in their order. */
export type LeavesOf<Trees extends readonly unknown[]> = { [I in keyof Trees]: LeafOf<Trees[I]> };

/**
 * Applies `f` to every leaf, or to the leaves at the same place of several trees, and keeps the structure. Leaves are
 * visited in the order of `flatten`; a container that `f` returns becomes part of the tree.
 *
 * @throws DiopterError `tree-mismatch` if the trees' structures differ; `invalid-argument` for an `undefined` node.
 * @example
 * const next = mapTree((parameter, gradient) => parameter.sub(gradient.mul(0.1)), parameters, gradients);
 */
export function mapTree<T, Rest extends readonly unknown[], To>(
  f: (leaf: LeafOf<T>, ...others: LeavesOf<Rest>) => To,
  tree: T,
  ...rest: Rest
): MapTree<T, To> {
  const mapped = alignedLeaves('mapTree', tree, rest).map((leaves) => f(...leaves));
  return unflatten(structureOf(tree), mapped) as MapTree<T, To>;
}

/** {@link mapTree} for functions that also want to know where the leaf is: `f(path, leaf, ...others)`. */
export function mapTreeWithPaths<T, Rest extends readonly unknown[], To>(
  f: (path: string, leaf: LeafOf<T>, ...others: LeavesOf<Rest>) => To,
  tree: T,
  ...rest: Rest
): MapTree<T, To> {
  const names = paths(tree);
  const mapped = alignedLeaves('mapTreeWithPaths', tree, rest).map((leaves, i) => f(names[i]!, ...leaves));
  return unflatten(structureOf(tree), mapped) as MapTree<T, To>;
}

/**
 * The leaves of trees of the same structure, one tuple per place, in the order of `flatten`.
 *
 * @throws DiopterError `tree-mismatch` if the trees' structures differ.
 * @example
 * for (const [parameter, gradient] of zipTrees(parameters, gradients)) console.log(parameter.shape, gradient.shape);
 */
export function zipTrees<T, Rest extends readonly unknown[]>(
  tree: T,
  ...rest: Rest
): [LeafOf<T>, ...LeavesOf<Rest>][] {
  return alignedLeaves('zipTrees', tree, rest);
}

/** The path of every leaf, such as `parameters.conv1.filter`, in the order of `flatten`. */
export function paths(tree: unknown): string[] {
  return leavesWithPaths(tree).map(({ path }) => path);
}

/** Every leaf with its path, in the order of `flatten`. */
export function leavesWithPaths<T>(tree: T): { path: string; leaf: LeafOf<T> }[] {
  const found: { path: string; leaf: LeafOf<T> }[] = [];
  walk(tree, (leaf, path) => found.push({ path: formatPath(path), leaf: leaf as LeafOf<T> }));
  return found;
}

function alignedLeaves<T, Rest extends readonly unknown[]>(
  where: string,
  tree: T,
  rest: Rest,
): [LeafOf<T>, ...LeavesOf<Rest>][] {
  const others = rest.map((other, i) => {
    assertSameStructure(tree, other, `${where}, tree ${i + 2}`);
    return flatten(other).leaves;
  });
  return flatten(tree).leaves.map((leaf, i) => [
    leaf,
    ...(others.map((leaves) => leaves[i]) as LeavesOf<Rest>),
  ]);
}
