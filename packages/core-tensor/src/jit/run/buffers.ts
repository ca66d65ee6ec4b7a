/** Arrays that callers gave away, waiting to take the outputs of a later call. */

import { type DataOf, type DType, type HostTensor, sizeOf } from '../../tree/index.js';
import type { ValueSpec } from '../program/program.js';

const arrayOf: { [D in DType]: new (length: number) => DataOf[D] } = {
  float32: Float32Array,
  int32: Int32Array,
  bool: Uint8Array,
};

export class BufferPool {
  readonly #free = new Map<string, HostTensor['data'][]>();

  /** An array for a value of this specification: one given away earlier, or a new one. */
  take({ shape, dtype }: ValueSpec): HostTensor['data'] {
    const size = sizeOf(shape);
    return this.#free.get(`${dtype}${size}`)?.pop() ?? new arrayOf[dtype](size);
  }

  give({ dtype, data }: HostTensor): void {
    const key = `${dtype}${data.length}`;
    const waiting = this.#free.get(key);
    if (waiting === undefined) this.#free.set(key, [data]);
    else waiting.push(data);
  }
}
