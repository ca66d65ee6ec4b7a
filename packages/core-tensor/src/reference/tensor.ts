/** Double-precision tensors as plain data, and the few loops over them that all reference kernels are written with. */

import { DiopterError } from '../errors/index.js';
import { sizeOf } from '../tree/host-tensor.js';

/** A dense, row-major tensor of doubles. Integers and booleans (0 or 1) are stored as numbers too. */
export interface ReferenceTensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** A position in a tensor, one number per axis. */
export type Index = readonly number[];

export function zeros(shape: readonly number[]): ReferenceTensor {
  return { shape, data: new Float64Array(sizeOf(shape)) };
}

/** The tensor whose element at each index is `elementAt(index)`. */
export function generate(shape: readonly number[], elementAt: (index: Index) => number): ReferenceTensor {
  const result = zeros(shape);
  let offset = 0;
  forEachIndex(shape, (index) => {
    result.data[offset++] = elementAt(index);
  });
  return result;
}

/** Calls `visit` with every index of `shape`, the last axis fastest. */
export function forEachIndex(shape: readonly number[], visit: (index: Index) => void): void {
  const index = shape.map(() => 0);
  for (let count = sizeOf(shape); count > 0; count--) {
    visit([...index]);
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
  }
}

export function elementAt(x: ReferenceTensor, index: Index): number {
  return x.data[offsetOf(x.shape, index)]!;
}

/** Adds to one element, in place: for kernels that scatter. */
export function addAt(x: ReferenceTensor, index: Index, value: number): void {
  x.data[offsetOf(x.shape, index)]! += value;
}

function offsetOf(shape: readonly number[], index: Index): number {
  let offset = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    const i = index[axis]!;
    if (!(i >= 0 && i < shape[axis]!)) {
      throw new DiopterError('invalid-argument', { what: `index [${index}] is outside a tensor [${shape}]` });
    }
    offset = offset * shape[axis]! + i;
  }
  return offset;
}

/** The shape that operands have in common after broadcasting, aligned at the last axis. */
export function broadcastShape(...shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const sizes = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1).filter((size) => size !== 1);
    if (new Set(sizes).size > 1) {
      throw new DiopterError('shape-mismatch', {
        what: `[${shapes.join('] and [')}] cannot be broadcast together`,
      });
    }
    return sizes[0] ?? 1;
  });
}

/** The element that broadcasting puts at `index` of the larger shape. */
export function broadcastElementAt(x: ReferenceTensor, index: Index): number {
  const ahead = index.length - x.shape.length;
  return elementAt(
    x,
    x.shape.map((size, axis) => (size === 1 ? 0 : index[ahead + axis]!)),
  );
}

/** A copy of `values` with the one at `axis` replaced. */
export function withAxis(values: readonly number[], axis: number, value: number): number[] {
  return values.map((old, i) => (i === axis ? value : old));
}
