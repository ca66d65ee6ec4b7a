/** The one recursion over a tree; everything else in this folder is written with it. */

import { DiopterError } from '../errors/index.js';
import { isContainer } from './leaf.js';
import { formatPath } from './path.js';
import type { Tree } from './tree.js';

/** Deeper than any real tree: what is deeper contains itself. */
const maximumDepth = 500;

/**
 * Visits the leaves in order (keys of objects sorted, by UTF-16 code unit) and returns a tree of the same structure
 * with the visits' results.
 *
 * @param path names and indices from the root to the leaf; a list that is reused, so copy what you keep.
 * @throws DiopterError `invalid-argument` for an `undefined` node and for a tree that contains itself.
 */
export function walk<Out>(
  tree: unknown,
  visit: (leaf: unknown, path: readonly string[]) => Out,
  path: string[] = [],
): Tree<Out> {
  if (tree === null) return null;
  if (tree === undefined) {
    throw new DiopterError('invalid-argument', {
      what: 'a node of the tree is undefined',
      where: `tree, ${formatPath(path) || 'root'}`,
      help: 'leave the key out, or write null for a node without leaves',
    });
  }
  if (!isContainer(tree)) return visit(tree, path);
  if (path.length > maximumDepth) {
    throw new DiopterError('invalid-argument', {
      what: `the tree is more than ${maximumDepth} levels deep; it seems to contain itself`,
      where: `tree, ${formatPath(path.slice(0, 8))}`,
    });
  }
  const descend = (name: string, child: unknown): Tree<Out> => {
    path.push(name);
    const result = walk(child, visit, path);
    path.pop();
    return result;
  };
  if (Array.isArray(tree)) return Array.from(tree, (child: unknown, i) => descend(String(i), child));
  const node = tree as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.keys(node)
      .sort()
      .map((name) => [name, descend(name, node[name])]),
  );
}
