/** Layouts take trees apart and put them together as `flatten` and `unflatten` do. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatten, type Structure, unflatten } from '../../tree/index.js';
import { layoutOf, leavesLike, leavesOfItems, pathOfLeaf, treeLike } from './layout.js';

const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.integer(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('bias', 'filter', '10', '9', 'constructor', 'a.b', ''), tie('tree')),
  ),
}));

const layoutLike = (tree: unknown) => layoutOf(flatten(tree).structure as Structure);

describe('a layout', () => {
  it('gives the leaves of its tree in the order of flatten, and builds the same tree', () => {
    fc.assert(
      fc.property(tree, (tree) => {
        const { leaves, structure } = flatten(tree);
        const layout = layoutLike(tree);
        expect(leavesLike(layout, tree)).toEqual(leaves);
        expect(treeLike(layout, leaves)).toEqual(unflatten(structure, leaves));
      }),
    );
  });

  it('knows trees of another structure', () => {
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        const structures = [a, b].map((tree) => JSON.stringify(flatten(tree).structure));
        fc.pre(structures[0] !== structures[1]);
        const leaves = leavesLike(layoutLike(a), b);
        // A container at a leaf's place is left to whoever looks at the leaves.
        expect(leaves?.every((leaf) => typeof leaf === 'number') ?? false).toBe(false);
      }),
    );
  });

  it('names leaves by their paths', () => {
    expect(pathOfLeaf(layoutLike([{ b: 1, a: [2, 3] }, 4]), 1)).toBe('0.a.1');
  });

  it('finds the leaves of an item', () => {
    const args = [{ b: 1, a: [2, 3] }, null, 4, []];
    const { leaves } = flatten(args);
    const layout = layoutLike(args);
    expect(leavesOfItems(layout, [0], leaves)).toEqual([2, 3, 1]);
    expect(leavesOfItems(layout, [1, 3, 2], leaves)).toEqual([4]);
  });
});
