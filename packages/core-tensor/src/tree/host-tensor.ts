/** A tensor in host memory as plain data: what compiled functions take and return and what checkpoints hold. */

/** The element types of tensors, named as in tfjs. `bool` is stored as 0 or 1. */
export type DType = 'float32' | 'int32' | 'bool';

/** The typed array that stores each {@link DType}. */
export interface DataOf {
  float32: Float32Array;
  int32: Int32Array;
  bool: Uint8Array;
}

/** A dense, row-major tensor in host memory. `data.length` is the product of `shape`. */
export interface HostTensor<D extends DType = DType> {
  readonly shape: readonly number[];
  readonly dtype: D;
  readonly data: DataOf[D];
}

/** Number of elements of a shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const dimension of shape) size *= dimension;
  return size;
}

/** Whether `value` is a {@link HostTensor}: a plain object with `shape`, `dtype` and a typed array `data`. */
export function isHostTensor(value: unknown): value is HostTensor {
  if (typeof value !== 'object' || value === null) return false;
  const { shape, dtype, data } = value as Partial<HostTensor>;
  return Array.isArray(shape) && typeof dtype === 'string' && ArrayBuffer.isView(data);
}
