/** Constants of a file as tensors in our layout. */

import type { HostTensor } from '../../tree/index.js';
import { permuted } from '../layout.js';
import { permuteData } from '../permute-data.js';
import type { HostArray } from './host-array.js';

/** A constant as a float32 tensor, its axes reordered and then its shape changed, as asked. */
export function tensorOf(
  { shape, data }: HostArray,
  { permutation, shape: target }: { permutation?: readonly number[]; shape?: readonly number[] } = {},
): HostTensor<'float32'> {
  const order = permutation ?? shape.map((_, axis) => axis);
  const values = permuteData(data instanceof Float32Array ? data : Float32Array.from(data), shape, order);
  return { dtype: 'float32', shape: target ?? permuted(shape, order), data: values };
}
