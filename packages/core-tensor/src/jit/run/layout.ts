/**
 * Structures of trees prepared for speed: a training step takes a state of a thousand tensors apart and puts one together at
 * every call, without sorting names or following paths.
 */

import { paths, type Structure } from '../../tree/index.js';

/** A structure whose names are sorted once. */
export type Layout =
  | { readonly kind: 'leaf' }
  | { readonly kind: 'null' }
  | { readonly kind: 'array'; readonly items: readonly Layout[] }
  | { readonly kind: 'object'; readonly names: readonly string[]; readonly items: readonly Layout[] };

export function layoutOf(structure: Structure): Layout {
  if (structure === null) return { kind: 'null' };
  if (typeof structure === 'string') return { kind: 'leaf' };
  if (Array.isArray(structure)) return { kind: 'array', items: structure.map(layoutOf) };
  const node = structure as Readonly<Record<string, Structure>>;
  const names = Object.keys(node).sort();
  return { kind: 'object', names, items: names.map((name) => layoutOf(node[name]!)) };
}

/**
 * The leaves of a tree, in the order of `flatten`, or undefined if the tree does not lie like this. What stands at a leaf's
 * place is for the caller to look at: it may be a container.
 */
export function leavesLike(layout: Layout, tree: unknown): unknown[] | undefined {
  const leaves: unknown[] = [];
  return collect(layout, tree, leaves) ? leaves : undefined;
}

function collect(layout: Layout, tree: unknown, leaves: unknown[]): boolean {
  if (layout.kind === 'leaf') {
    leaves.push(tree);
    return true;
  }
  if (layout.kind === 'null') return tree === null;
  if (typeof tree !== 'object' || tree === null) return false;
  if (layout.kind === 'array') {
    if (!Array.isArray(tree) || tree.length !== layout.items.length) return false;
    return layout.items.every((item, i) => collect(item, tree[i], leaves));
  }
  const node = tree as Readonly<Record<string, unknown>>;
  const { names, items } = layout;
  if (Array.isArray(tree) || Object.keys(tree).length !== names.length) return false;
  return names.every((name, i) => collect(items[i]!, node[name], leaves));
}

/** How many leaves trees of this layout have. */
export function leafCount(layout: Layout): number {
  if (layout.kind === 'leaf') return 1;
  return layout.kind === 'null' ? 0 : layout.items.reduce((sum, item) => sum + leafCount(item), 0);
}

/** Those of `leaves` that belong to the items at `positions` of the array that the layout is of. */
export function leavesOfItems<Leaf>(
  layout: Layout,
  positions: readonly number[],
  leaves: readonly Leaf[],
): Leaf[] {
  if (positions.length === 0 || layout.kind !== 'array') return [];
  const counts = layout.items.map(leafCount);
  const starts = counts.map((_, i) => counts.slice(0, i).reduce((sum, count) => sum + count, 0));
  return positions.flatMap((i) => leaves.slice(starts[i]!, starts[i]! + counts[i]!));
}

/** The path of a leaf, for errors. */
export function pathOfLeaf(layout: Layout, position: number): string {
  const positions = Array.from({ length: leafCount(layout) }, (_, i) => i);
  return paths(treeLike(layout, positions))[position]!;
}

/** The tree of this layout with these leaves. */
export function treeLike(layout: Layout, leaves: readonly unknown[]): unknown {
  let next = 0;
  const build = (layout: Layout): unknown => {
    if (layout.kind === 'leaf') return leaves[next++];
    if (layout.kind === 'null') return null;
    if (layout.kind === 'array') return layout.items.map(build);
    const node: Record<string, unknown> = {};
    for (let i = 0; i < layout.items.length; i++) node[layout.names[i]!] = build(layout.items[i]!);
    return node;
  };
  return build(layout);
}
