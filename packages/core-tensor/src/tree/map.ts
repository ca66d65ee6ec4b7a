/** Functions applied to the leaves of trees, one by one or several trees in step. */

import { flatten } from './flatten.js';
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
  return mapTreeWithPaths<T, Rest, To>((_path, leaf, ...others) => f(leaf, ...others), tree, ...rest);
}

/** {@link mapTree} for functions that also want to know where the leaf is: `f(path, leaf, ...others)`. */
export function mapTreeWithPaths<T, Rest extends readonly unknown[], To>(
  f: (path: string, leaf: LeafOf<T>, ...others: LeavesOf<Rest>) => To,
  tree: T,
  ...rest: Rest
): MapTree<T, To> {
  const others = alignedLeaves(tree, rest, 'mapTree');
  let position = 0;
  return walk(tree, (leaf, path) => {
    const i = position++;
    return f(formatPath(path), leaf as LeafOf<T>, ...(others.map((leaves) => leaves[i]) as LeavesOf<Rest>));
  }) as MapTree<T, To>;
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
  const others = alignedLeaves(tree, rest, 'zipTrees');
  return flatten(tree).leaves.map((leaf, i) => [
    leaf,
    ...(others.map((leaves) => leaves[i]) as LeavesOf<Rest>),
  ]);
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

function alignedLeaves(tree: unknown, rest: readonly unknown[], where: string): unknown[][] {
  return rest.map((other, i) => {
    assertSameStructure(tree, other, `${where}, tree ${i + 2}`);
    return flatten(other).leaves;
  });
}
