/** A transpose that keeps rows together: their last axis stays the last. */

import { sizeOf } from '../../tree/host-tensor.js';
import type { OnnxBuilder } from './builder.js';

/** Fewer rows are moved before a second thread has started. */
const fewest = 4096;

/**
 * `Transpose` of a dense value of this shape by `perm`, which ends with the last axis. ONNX Runtime's Transpose moves such rows one by one in
 * one thread, its Gather in all of them, five times as fast.
 *
 * @returns the name of a value whose shape is `shape` permuted.
 */
export function movedRows(
  builder: OnnxBuilder,
  name: string,
  shape: readonly number[],
  perm: readonly number[],
): string {
  const width = shape.at(-1)!;
  const outer = shape.slice(0, -1);
  const count = sizeOf(outer);
  if (count < fewest) {
    const split = builder.node('Reshape', [name, builder.integers(shape)]);
    return builder.node('Transpose', [split], { attributes: { perm } });
  }
  const order = perm.slice(0, -1);
  const rows = builder.node('Reshape', [name, builder.integers([count, width])]);
  const indices = builder.constant({
    dataType: 'int32',
    shape: [count],
    data: positions(
      order.map((axis) => outer[axis]!),
      order.map((axis) => sizeOf(outer.slice(axis + 1))),
    ),
  });
  const moved = builder.node('Gather', [rows, indices], { attributes: { axis: 0 } });
  return builder.node('Reshape', [moved, builder.integers(perm.map((axis) => shape[axis]!))]);
}

/** Where each element of an array of these sizes is in one whose axes are so many elements apart. */
function positions(sizes: readonly number[], distances: readonly number[]): Int32Array {
  let found = Int32Array.of(0);
  sizes.forEach((size, axis) => {
    const before = found;
    found = new Int32Array(before.length * size);
    before.forEach((position, i) => {
      for (let j = 0; j < size; j++) found[i * size + j] = position + j * distances[axis]!;
    });
  });
  return found;
}
