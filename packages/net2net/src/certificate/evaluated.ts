/** Any function over trees of tensors, in double precision. */

import { recordFunction } from '@diopter/core-tensor/jit';
import { evaluate, type ReferenceTensor } from '@diopter/core-tensor/reference';
import { flatten, unflatten } from '@diopter/core-tensor/tree';

/** A tree of what `f` makes, with `L` for each tensor. */
type Evaluated<T, L> = {
  readonly [Name in keyof T]: T[Name] extends { shape: unknown } ? L : Evaluated<T[Name], L>;
};

/**
 * Records a function and evaluates it kernel by kernel: slow.
 *
 * @param args Trees of numbers with their shapes, in single or double precision.
 */
export function evaluated<Result extends object>(
  f: (...args: never[]) => Result,
  args: readonly object[],
): Evaluated<Result, ReferenceTensor> {
  const trees = args.map(asLeaves);
  const { program, result } = recordFunction(f, trees);
  const leaves = flatten(trees).leaves as readonly { shape: readonly number[]; data: ArrayLike<number> }[];
  const inputs = leaves.map(({ shape, data }) => ({ shape, data: Float64Array.from(data) }));
  return unflatten(result, evaluate(program, inputs)) as unknown as Evaluated<Result, ReferenceTensor>;
}

/** Trees end at values that have a dtype. */
function asLeaves(tree: object): object {
  const entries = Object.entries(tree).map(([name, value]) => [
    name,
    'data' in value ? { ...value, dtype: 'float32' } : asLeaves(value),
  ]);
  return Object.fromEntries(entries);
}
