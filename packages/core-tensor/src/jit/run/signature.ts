/** What a compiled program was compiled for: structures, shapes, dtypes and static values of all arguments. */

import { DiopterError } from '../../errors/index.js';
import { isKey } from '../../random/index.js';
import {
  type DType,
  flatten,
  isTensorLike,
  leavesWithPaths,
  type Structure,
  type TensorLike,
} from '../../tree/index.js';
import { type Layout, layoutOf, leavesLike } from './layout.js';

/** The signature of arguments: their layout, and what each leaf must be. */
export interface Signature {
  readonly layout: Layout;
  /** A tensor or key of this shape and dtype, or this very text or truth value. */
  readonly leaves: readonly (TensorLike | string | boolean)[];
}

/**
 * The signature of `args`.
 *
 * @throws DiopterError `invalid-argument` for a leaf that a compiled function cannot take, `dtype-mismatch` for a tensor of
 * numbers that it does not know.
 */
export function signatureOf(args: readonly unknown[]): Signature {
  const { structure } = flatten(args as unknown);
  const leaves = leavesWithPaths(args as unknown).map(({ leaf, path }) => leafSignature(leaf, path));
  return { layout: layoutOf(structure as Structure), leaves };
}

/** The leaves of `args`, if they have this signature. */
export function leavesOf({ layout, leaves: wanted }: Signature, args: readonly unknown[]) {
  const leaves = leavesLike(layout, args);
  return leaves?.every((leaf, i) => fits(leaf, wanted[i]!)) ? leaves : undefined;
}

const number: TensorLike = { shape: [], dtype: 'float32' };
const dtypes: readonly string[] = ['float32', 'int32', 'bool'] satisfies DType[];

function leafSignature(leaf: unknown, path: string): Signature['leaves'][number] {
  if (typeof leaf === 'string' || typeof leaf === 'boolean') return leaf;
  if (typeof leaf === 'number') return number;
  if (typeof leaf !== 'object' || leaf === null || !isTensorLike(leaf)) {
    throw new DiopterError('invalid-argument', {
      what: `a ${typeof leaf === 'object' ? (leaf?.constructor?.name ?? 'object') : typeof leaf} is no argument of a compiled function`,
      where: `jit, argument ${path}`,
      help: 'pass trees of tensors, host tensors, numbers, keys, strings and booleans; the function may capture anything else',
    });
  }
  if (!isKey(leaf) && !dtypes.includes(leaf.dtype)) {
    throw new DiopterError('dtype-mismatch', {
      what: `a tensor of dtype ${leaf.dtype} is no argument of a compiled function`,
      where: `jit, argument ${path}`,
      help: 'use float32, int32 or bool',
    });
  }
  return { shape: [...leaf.shape], dtype: leaf.dtype };
}

function fits(leaf: unknown, wanted: Signature['leaves'][number]): boolean {
  if (typeof wanted !== 'object') return leaf === wanted;
  if (typeof leaf !== 'object') return typeof leaf === 'number' && fits(number, wanted);
  if (leaf === null || !isTensorLike(leaf) || leaf.dtype !== wanted.dtype) return false;
  const { shape } = leaf;
  return shape.length === wanted.shape.length && shape.every((size, axis) => size === wanted.shape[axis]);
}
