/** Constant scalars as operands of elementwise operators. */

import type { DType, HostTensor } from '../../tree/host-tensor.js';
import { type Lowering, uniformAt } from './lowering.js';
import type { Stored } from './stored.js';

const scalarOf: Record<DType, (value: number) => HostTensor['data']> = {
  float32: (value) => Float32Array.of(value),
  int32: (value) => Int32Array.of(value),
  bool: (value) => Uint8Array.of(value === 0 ? 0 : 1),
};

/** A tensor of `rank` axes whose elements are all `value`. */
export function scalar({ builder }: Lowering, value: number, dtype: DType, rank: number): Stored {
  return uniformAt(builder.constant({ dataType: dtype, shape: [], data: scalarOf[dtype](value) }), rank);
}
