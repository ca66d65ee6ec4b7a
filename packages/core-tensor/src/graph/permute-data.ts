/** Transposition of row-major data in host memory. */

import { sizeOf } from '../tree/index.js';
import { isIdentity, permuted } from './layout.js';

/** Any typed array of plain numbers. */
export type NumericArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/**
 * The data with their axes reordered: axis `i` of the result is axis `permutation[i]` of the input. Data that stay in
 * place are not copied.
 */
export function permuteData<T extends NumericArray>(
  data: T,
  shape: readonly number[],
  permutation: readonly number[],
): T {
  if (isIdentity(permutation)) return data;
  const strides = permuted(stridesOf(shape), permutation);
  const target = permuted(shape, permutation);
  const result = data.slice() as T;
  const position = target.map(() => 0);
  let from = 0;
  for (let to = 0; to < sizeOf(shape); to++) {
    result[to] = data[from]!;
    for (let axis = target.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++position[axis]! < target[axis]!) break;
      from -= strides[axis]! * target[axis]!;
      position[axis] = 0;
    }
  }
  return result;
}

/** Distance in memory between neighbours along each axis of row-major data. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides: number[] = [];
  let stride = 1;
  for (const size of shape.toReversed()) {
    strides.unshift(stride);
    stride *= size;
  }
  return strides;
}
