/** Sums of rows that share an index. */

import type { DType } from '../../tree/host-tensor.js';
import type { OnnxBuilder } from './builder.js';
import { onnxNumber } from './onnx-number.js';

export interface ScatterAdd {
  /** Rows of the result. */
  readonly rows: number;
  /** An integer column of `n` rows, or as many columns as `updates` has; every index in [0, rows). */
  readonly indices: string;
  /** `[n, columns]`. */
  readonly updates: string;
  /** Default 1. */
  readonly columns?: number;
  readonly dtype: DType;
}

/**
 * `[rows, columns]`: row r is the sum of all updates whose index is r.
 *
 * `ScatterElements`, because ONNX Runtime's `ScatterND` with `reduction=add` races between threads.
 */
export function scatterAdd(
  builder: OnnxBuilder,
  { rows, indices, updates, columns = 1, dtype }: ScatterAdd,
): string {
  const zero = builder.node('Cast', [builder.float(0)], { attributes: { to: onnxNumber[dtype] } });
  const zeros = builder.node('Expand', [zero, builder.integers([rows, columns])]);
  return builder.node('ScatterElements', [zeros, indices, updates], {
    attributes: { axis: 0, reduction: { type: 'string', value: 'add' } },
  });
}
