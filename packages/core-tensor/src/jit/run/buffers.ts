/** Arrays that callers gave away, waiting to take the outputs of a later call. */

import { type DataOf, type DType, type HostTensor, sizeOf } from '../../tree/index.js';
import type { ValueSpec } from '../program/program.js';
import { reuse } from './donated.js';

/** The arrays of each dtype. */
export const arrayOf: { readonly [D in DType]: new (length: number) => DataOf[D] } = {
  float32: Float32Array,
  int32: Int32Array,
  bool: Uint8Array,
};

/** A place for an output. */
export interface Slot extends ValueSpec {
  readonly size: number;
  /** Equal for slots that may take each other's arrays. */
  readonly kind: string;
}

export function slotOf({ shape, dtype }: ValueSpec): Slot {
  const size = sizeOf(shape);
  return { shape, dtype, size, kind: kindOf(dtype, size) };
}

const kindOf = (dtype: DType, size: number): string => `${dtype}${size}`;

export class BufferPool {
  readonly #free = new Map<string, HostTensor['data'][]>();

  /** Tensors for `slots`, in arrays given away earlier or in new ones. */
  take(slots: readonly Slot[]): HostTensor[] {
    return slots.map(({ shape, dtype, size, kind }) => {
      const waiting = this.#free.get(kind)?.pop();
      const data = waiting === undefined ? new arrayOf[dtype](size) : reuse(waiting);
      return { shape, dtype, data } as HostTensor;
    });
  }

  /** Keeps the arrays of `tensors`, but no more than `slots` have use for. */
  give(tensors: Iterable<HostTensor>, slots: readonly Slot[]): void {
    const wanted = new Map<string, number>();
    for (const { kind } of slots) wanted.set(kind, (wanted.get(kind) ?? 0) + 1);
    const arrays = new Map([...tensors].map(({ data, dtype }) => [data, kindOf(dtype, data.length)]));
    for (const [data, kind] of arrays) {
      const waiting = this.#free.get(kind) ?? [];
      if (waiting.length >= (wanted.get(kind) ?? 0)) continue;
      waiting.push(data);
      this.#free.set(kind, waiting);
    }
  }

  clear(): void {
    this.#free.clear();
  }
}
