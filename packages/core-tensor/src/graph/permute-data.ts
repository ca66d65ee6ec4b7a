/** Transposition of row-major data in host memory. */

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
  const target = permuted(shape, permutation);
  const strides = permuted(stridesOf(shape), permutation);
  const result = new (data.constructor as new (length: number) => T)(data.length);
  const run = target.at(-1)!;
  const step = strides.at(-1)!;
  const position = target.slice(0, -1).map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length; to += run) {
    for (let i = 0; i < run; i++) result[to + i] = data[from + i * step]!;
    for (let axis = position.length - 1; axis >= 0; axis--) {
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
