/** What a kernel's lowering works with: the ONNX graph so far, and where each value of the program lies in it. */

import type { HostTensor } from '../../tree/host-tensor.js';
import { sizeOf } from '../../tree/host-tensor.js';
import type { Program, ValueId, ValueSpec } from '../program/program.js';
import type { OnnxBuilder } from './builder.js';
import { channelsFirst, identityOrder, physicalShape, type Stored, sameOrder } from './stored.js';
import { transposed } from './transposed.js';

/** What the ONNX graph may rely on. */
export interface Target {
  /** Channels per block of ONNX Runtime's blocked convolutions on the machine that will run the graph; none elsewhere. */
  readonly channelBlock?: number | undefined;
}

/** One program being lowered to ONNX. */
export class Lowering {
  #stored = new Map<ValueId, Stored>();

  constructor(
    readonly program: Program,
    readonly builder: OnnxBuilder,
    readonly target: Target = {},
  ) {}

  /** Shape and dtype of a value. */
  spec(id: ValueId): ValueSpec {
    return this.program.values[id]!;
  }

  /** Where a value lies, its channels not in blocks. */
  stored(id: ValueId): Stored {
    return unblocked(this.builder, this.anyStored(id));
  }

  /** Where a value lies, be it in blocks of channels. Constants are placed when they are first asked for. */
  anyStored(id: ValueId): Stored {
    const known = this.#stored.get(id);
    if (known !== undefined) return known;
    const placed = placeConstant(this.builder, this.program.constants.get(id)!);
    this.#stored.set(id, placed);
    return placed;
  }

  place(id: ValueId, stored: Stored): void {
    this.#stored.set(id, stored);
  }

  /** The name of the value with every axis stored at full size and in `order` (logical by default). */
  dense(id: ValueId, order: readonly number[] = identityOrder(this.spec(id).shape.length)): string {
    const { shape } = this.spec(id);
    const blocked = this.anyStored(id);
    if (blocked.block !== undefined && sameOrder(order, identityOrder(4))) {
      return unblockedName(this.builder, blocked, 1);
    }
    const at = this.stored(id);
    if (at.uniform) {
      if (shape.length === 0) return at.name;
      return this.builder.node('Expand', [at.name, this.builder.integers(physicalShape(shape, order))]);
    }
    const name = sameOrder(at.order, order) ? at.name : transposed(this.builder, at, order);
    const full = physicalShape(shape, order);
    const stretched = at.extent.some((size, position) => size !== shape[at.order[position]!]);
    return stretched ? this.builder.node('Expand', [name, this.builder.integers(full)]) : name;
  }

  /** An NHWC value as ONNX convolves it. */
  image(id: ValueId): string {
    return this.dense(id, channelsFirst);
  }

  /** A dense image with its channels in blocks; a uniform value stays the scalar it is. */
  inBlocks(at: Stored, block: number): string {
    if (at.block === block || at.uniform) return at.name;
    const name = transposed(this.builder, at, channelsFirst);
    return this.builder.node('ReorderInput', [name], {
      domain: blockedDomain,
      attributes: { channels_last: 0 },
    });
  }

  /** An image at full size with its channels in blocks. */
  denseInBlocks(id: ValueId, block: number): string {
    const at = this.anyStored(id);
    return this.inBlocks(
      at.block === block ? at : denseAt(this.image(id), this.spec(id).shape, channelsFirst),
      block,
    );
  }

  /** The order a value already lies in, so that an operator which does not care can keep it. */
  order(id: ValueId): readonly number[] {
    return this.stored(id).order;
  }
}

/** A dense image whose channels lie in blocks. */
export function blockedAt(name: string, shape: readonly number[], block: number): Stored {
  return { ...denseAt(name, shape, channelsFirst), block };
}

/** The same value, its channels not in blocks. */
export function unblocked(builder: OnnxBuilder, at: Stored): Stored {
  if (at.block === undefined) return at;
  const { block: _, ...plain } = at;
  return { ...plain, name: unblockedName(builder, at, 0) };
}

function unblockedName(builder: OnnxBuilder, { name, extent }: Stored, channelsLast: 0 | 1): string {
  return builder.node('ReorderOutput', [name], {
    domain: blockedDomain,
    attributes: { channels: extent[1]!, channels_last: channelsLast },
  });
}

/** The operators of ONNX Runtime that work on blocks of channels. */
export const blockedDomain = 'com.microsoft.nchwc';

/** A dense ONNX value `name` of logical `shape`, lying in `order`. */
export function denseAt(
  name: string,
  shape: readonly number[],
  order: readonly number[] = identityOrder(shape.length),
): Stored {
  return { name, order, extent: physicalShape(shape, order), uniform: false };
}

/** An ONNX scalar that stands for a whole tensor of equal elements. */
export function uniformAt(name: string, rank: number): Stored {
  return { name, order: identityOrder(rank), extent: Array<number>(rank).fill(1), uniform: true };
}

function placeConstant(builder: OnnxBuilder, { shape, dtype, data }: HostTensor): Stored {
  const first = data[0];
  const uniform = sizeOf(shape) > 0 && (data as Float32Array).every((value) => Object.is(value, first));
  if (uniform)
    return uniformAt(builder.constant({ dataType: dtype, shape: [], data: data.slice(0, 1) }), shape.length);
  return denseAt(builder.constant({ dataType: dtype, shape, data }), shape);
}
