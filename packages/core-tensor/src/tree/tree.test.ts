/** Properties of trees, and what the compiler knows of them. */

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { DiopterError } from '../errors/index.js';
import {
  assertSameStructure,
  flatten,
  type HostTensor,
  isLeaf,
  type LeafOf,
  leavesWithPaths,
  type MapTree,
  mapTree,
  mapTreeWithPaths,
  paths,
  sameStructure,
  structureOf,
  type Tree,
  unflatten,
  zipTrees,
} from './index.js';

const { tree: anyTree } = fc.letrec<{ tree: Tree<number> }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.integer(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 4 }), tie('tree'), { maxKeys: 3 }),
  ),
}));

const hostTensor: HostTensor<'float32'> = { shape: [2], dtype: 'float32', data: new Float32Array([1, 2]) };

function caught(f: () => unknown): DiopterError {
  try {
    f();
  } catch (error) {
    if (error instanceof DiopterError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('flatten and unflatten', () => {
  it('are inverse to each other', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const { leaves, structure } = flatten(tree);
        const again = unflatten(structure, leaves);
        expect(again).toEqual(tree);
        expect(flatten(again)).toEqual({ leaves, structure });
      }),
    );
  });

  it('visit keys in sorted order, whatever the order of insertion', () => {
    expect(flatten({ b: 1, a: { d: 2, c: 3 }, 10: 4, 9: 5 }).leaves).toEqual([4, 5, 3, 2, 1]);
    expect(flatten({ a: { c: 3, d: 2 }, 9: 5, b: 1, 10: 4 }).leaves).toEqual([4, 5, 3, 2, 1]);
  });

  it('give equal JSON for equal structures', () => {
    expect(JSON.stringify(structureOf({ b: [1, null], a: 'x' }))).toBe('{"a":"*","b":["*",null]}');
    expect(JSON.stringify(structureOf({ a: true, b: [2, null] }))).toBe('{"a":"*","b":["*",null]}');
  });

  it('keep a key named __proto__ as a key', () => {
    const tree: unknown = JSON.parse('{"__proto__": {"x": 1}}');
    const { leaves, structure } = flatten(tree);
    expect(leaves).toEqual([1]);
    expect(Object.keys(unflatten(structure, leaves)!)).toEqual(['__proto__']);
  });

  it('refuse too few and too many leaves', () => {
    const structure = structureOf({ a: 1, b: 2 });
    for (const leaves of [[1], [1, 2, 3]]) {
      const error = caught(() => unflatten(structure, leaves));
      expect(error.code).toBe('tree-mismatch');
      expect(error.what).toBe(`the structure has places for 2 leaves, not for ${leaves.length}`);
    }
  });

  it('name the path of an undefined node', () => {
    const error = caught(() => flatten({ layers: [{ bias: undefined }] }));
    expect(error.code).toBe('invalid-argument');
    expect(error.where).toBe('tree, layers.0.bias');
  });

  it('refuse a hole in an array and a tree that contains itself', () => {
    expect(caught(() => flatten(new Array<number>(1))).where).toBe('tree, 0');
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    expect(caught(() => flatten(loop)).what).toContain('contain itself');
  });
});

describe('leaves', () => {
  it('are tensors, host tensors, instances of classes and plain values', () => {
    class Handle {
      readonly state = { words: [1, 2] };
    }
    const specification = { shape: [1, 2], dtype: 'int32' };
    for (const leaf of [tf.scalar(1), hostTensor, specification, new Handle(), 1, 'text', false]) {
      expect(isLeaf(leaf)).toBe(true);
      expect(flatten([leaf]).leaves[0]).toBe(leaf);
    }
  });

  it('are not null, arrays and objects, with or without a prototype', () => {
    for (const node of [null, [], {}, Object.create(null), { shape: [2] }, { dtype: 'int32', shape: 3 }]) {
      expect(isLeaf(node)).toBe(false);
    }
  });
});

describe('mapTree', () => {
  it('of the identity is the identity, and maps compose', () => {
    const double = (x: unknown) => Number(x) * 2;
    const next = (x: unknown) => Number(x) + 1;
    fc.assert(
      fc.property(anyTree, (tree) => {
        expect(mapTree((x) => x, tree)).toEqual(tree);
        expect(mapTree(next, mapTree(double, tree))).toEqual(mapTree((x) => next(double(x)), tree));
      }),
    );
  });

  it('takes the leaves at the same place of several trees', () => {
    const sums = mapTree(
      (a, b, c) => a + b + c.length,
      { x: 1, y: [2] },
      { y: [20], x: 10 },
      { x: 'a', y: [''] },
    );
    expect(sums).toEqual({ x: 12, y: [22] });
  });

  it('gives paths to those who ask', () => {
    expect(
      mapTreeWithPaths((path, x, y) => `${path}=${x + y}`, { a: [1, { b: 2 }] }, { a: [3, { b: 4 }] }),
    ).toEqual({
      a: ['a.0=4', { b: 'a.1.b=6' }],
    });
  });
});

describe('paths', () => {
  it('are dotted names in the order of the leaves', () => {
    const tree = { parameters: { conv1: { filter: hostTensor, bias: hostTensor } }, layers: [1, null, 2] };
    expect(paths(tree)).toEqual(['layers.0', 'layers.2', 'parameters.conv1.bias', 'parameters.conv1.filter']);
    expect(leavesWithPaths(tree)[3]).toEqual({ path: 'parameters.conv1.filter', leaf: hostTensor });
    expect(paths(7)).toEqual(['']);
  });

  it('are different for different leaves', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const all = paths(tree);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
    expect(paths({ 'a.b': 1, a: { b: 2 }, 'a\\': { b: 3 } })).toEqual(['a.b', 'a\\.b', 'a\\\\.b']);
  });
});

describe('structures', () => {
  it('are the same exactly if their JSON is', () => {
    fc.assert(
      fc.property(anyTree, anyTree, (a, b) => {
        const equal = JSON.stringify(structureOf(a)) === JSON.stringify(structureOf(b));
        expect(sameStructure(a, b)).toBe(equal);
        expect(
          sameStructure(
            a,
            mapTree(() => 0, a),
          ),
        ).toBe(true);
      }),
    );
  });

  it.each<[string, Tree<number>, Tree<number>, string]>([
    [
      'keys',
      { a: { b: 1 } },
      { a: { c: 1 } },
      "at 'a' there should be an object with the keys 'b', not an object with the keys 'c'",
    ],
    [
      'lengths',
      { a: [1] },
      { a: [1, 2] },
      "at 'a' there should be an array of length 1, not an array of length 2",
    ],
    ['kinds', [{ a: 1 }], [{ a: {} }], "at '0.a' there should be a leaf, not an object without keys"],
    ['null', { a: null }, { a: 1 }, "at 'a' there should be null, not a leaf"],
    [
      'arrays and objects',
      [1],
      { 0: 1 },
      "at the root there should be an array of length 1, not an object with the keys '0'",
    ],
  ])('that differ in %s are told apart at the first such path', (_what, expected, actual, what) => {
    const error = caught(() => assertSameStructure(expected, actual, 'update, gradients'));
    expect(error).toMatchObject({ code: 'tree-mismatch', where: 'update, gradients', what });
    expect(caught(() => mapTree(() => 0, expected, actual)).what).toBe(what);
    expect(caught(() => zipTrees(expected, actual)).where).toBe('zipTrees, tree 2');
  });
});

describe('zipTrees', () => {
  it('gives one tuple of leaves per place', () => {
    expect(zipTrees({ b: 1, a: [2] }, { a: ['two'], b: 'one' })).toEqual([
      [2, 'two'],
      [1, 'one'],
    ]);
  });
});

describe('types', () => {
  type Dense = { filter: tf.Tensor2D; bias?: tf.Tensor1D };
  type Model = {
    readonly layers: readonly Dense[];
    scale: number;
    pair: [tf.Scalar, HostTensor];
    none: null;
  };
  const model: Model = {
    layers: [{ filter: tf.zeros([1, 1]) }],
    scale: 2,
    pair: [tf.scalar(1), hostTensor],
    none: null,
  };

  it('keep the structure and change the leaves', () => {
    expectTypeOf(mapTree(() => 'x', model)).toEqualTypeOf<{
      readonly layers: readonly { filter: string; bias?: string }[];
      scale: string;
      pair: [string, string];
      none: null;
    }>();
    expectTypeOf<LeafOf<Model>>().toEqualTypeOf<
      tf.Tensor2D | tf.Tensor1D | number | tf.Scalar | HostTensor
    >();
  });

  it('survive flattening', () => {
    const { leaves, structure } = flatten(model.pair);
    expectTypeOf(leaves).toEqualTypeOf<(tf.Scalar | HostTensor)[]>();
    expectTypeOf(unflatten(structure, [1, 2])).toEqualTypeOf<[number, number]>();
  });

  it('know the leaves of recursive trees', () => {
    expectTypeOf<LeafOf<Tree<tf.Tensor>>>().toEqualTypeOf<tf.Tensor>();
    expectTypeOf<MapTree<Tree<tf.Tensor>, number>>().toExtend<Tree<number>>();
    expectTypeOf<Model['layers']>().toExtend<Tree<tf.Tensor>>();
  });

  it('give every tree its own leaf type', () => {
    mapTree(
      (a, b, c) => {
        expectTypeOf(a).toEqualTypeOf<number>();
        expectTypeOf(b).toEqualTypeOf<string>();
        expectTypeOf(c).toEqualTypeOf<boolean>();
      },
      { x: 1 },
      { x: 'one' },
      { x: true },
    );
    expectTypeOf(zipTrees({ x: 1 }, { x: 'one' })).toEqualTypeOf<[number, string][]>();
  });
});
