/** The types of trees: nested plain objects and arrays whose leaves are tensors, keys and plain values. */

/** An object that is one leaf: `tf.Tensor`, `HostTensor`, a random key or the mere specification of a tensor. */
export interface TensorLike {
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** Every type that the compiler takes for a leaf. At run time, see `isLeaf`. */
export type Leaf = TensorLike | number | string | boolean;

/**
 * Nested arrays and plain objects with leaves of one type; `null` is a node without leaves.
 *
 * Declare the types of your own trees with `type`, not `interface`: the compiler lets only the former pass for an
 * object with arbitrary keys.
 */
export type Tree<L> = L | null | readonly Tree<L>[] | { readonly [key: string]: Tree<L> };

/** The type `T` with every leaf replaced by `To`; objects keep their keys and tuples their length. */
export type MapTree<T, To> = unknown extends T
  ? Tree<To>
  : T extends Leaf
    ? To
    : T extends null | undefined
      ? T
      : T extends readonly unknown[]
        ? MapArray<T, To>
        : { [Name in keyof T]: MapTree<T[Name], To> };

/** Arrays and tuples apart: only an array's item type is resolved late, which recursive types need. */
type MapArray<T extends readonly unknown[], To> = number extends T['length']
  ? T extends unknown[]
    ? MapTree<T[number], To>[]
    : readonly MapTree<T[number], To>[]
  : { [I in keyof T]: MapTree<T[I], To> };

/** The union of the types of the leaves of `T`. Looks eight levels deep, so that it ends for recursive types too. */
export type LeafOf<T, Depth extends readonly unknown[] = []> = unknown extends T
  ? unknown
  : T extends Leaf
    ? T
    : T extends null | undefined
      ? never
      : Depth['length'] extends 8
        ? never
        : T extends readonly (infer Item)[]
          ? LeafOf<Item, [...Depth, unknown]>
          : LeafOf<T[keyof T], [...Depth, unknown]>;
