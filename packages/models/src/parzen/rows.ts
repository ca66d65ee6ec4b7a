/** Images or codes as rows of numbers in host memory. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type HostTensor, isHostTensor, sizeOf } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';

/** Vectors of the same length, one after the other. */
export interface Rows {
  readonly count: number;
  readonly length: number;
  readonly data: Float32Array;
}

/**
 * All axes but the first as one.
 *
 * @throws DiopterError `dtype-mismatch` for numbers that are not float32, `shape-mismatch` for no rows.
 */
export async function rowsOf(x: tf.Tensor | HostTensor, where: string): Promise<Rows> {
  if (x.dtype !== 'float32') {
    throw new DiopterError('dtype-mismatch', { what: `float32 is needed, not ${x.dtype}`, where });
  }
  const [count = 0, ...rest] = x.shape;
  if (count === 0 || sizeOf(rest) === 0 || rest.length === 0) {
    throw new DiopterError('shape-mismatch', { what: `[${x.shape.join(', ')}] has no rows`, where });
  }
  const data = (isHostTensor(x) ? x.data : await x.data()) as Float32Array;
  return { count, length: sizeOf(rest), data };
}

/** Rows in parts of so many, the last one shorter. */
export function chunksOf({ count, length, data }: Rows, size: number): HostTensor<'float32'>[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => {
    const rows = Math.min(size, count - i * size);
    const start = i * size * length;
    return { shape: [rows, length], dtype: 'float32', data: data.subarray(start, start + rows * length) };
  });
}
