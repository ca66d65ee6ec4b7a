/** Kernel matrices in host memory, made by compiled functions. */

import { jit } from '@diopter/core-tensor/jit';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { type Kernel, kernelMatrix } from '../kernels/index.js';

/** Codes of a test: of TensorFlow.js or in host memory, `[count, dimensions]`. */
export type Codes = tf.Tensor2D | HostTensor;

/** A square matrix in row-major order. */
export interface HostMatrix {
  readonly size: number;
  readonly data: ArrayLike<number>;
}

/** The sum of each row without its element on the diagonal, `[size]`. */
export function offDiagonalRowSums({ size, data }: HostMatrix): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < size; j++) if (j !== i) sum += data[i * size + j]!;
    return sum;
  });
}

/** The kernel between all codes of the pooled sample, `x` before `y`. */
export async function pooledKernelMatrix(x: Codes, y: Codes, kernel: Kernel): Promise<HostMatrix> {
  const { data, shape } = await compiledOnce(
    (x: tf.Tensor, y: tf.Tensor) => kernelMatrix(kernel, tf.concat([x, y], 0)),
    x,
    y,
  );
  return { size: shape[0]!, data };
}

/** What a function of two samples returns, compiled for this one call. */
export async function compiledOnce(
  fn: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor,
  x: Codes,
  y: Codes,
): Promise<HostTensor> {
  const compiled = jit(fn);
  try {
    return await compiled(x, y);
  } finally {
    await compiled.release();
  }
}
