/** Elementwise operators with broadcasting: operands keep the physical order they share, and stretched axes stay stretched. */

import type { ValueId } from '../program/program.js';
import type { NodeOptions } from './builder.js';
import type { Lowering } from './lowering.js';
import { identityOrder, type Stored, sameOrder } from './stored.js';
import { transposed } from './transposed.js';

/** Lowers `op` over `inputs` broadcast to `rank` axes, and says where the result lies. */
export function elementwise(
  lowering: Lowering,
  op: string,
  inputs: readonly ValueId[],
  rank: number,
  options: NodeOptions = {},
): Stored {
  const operands = inputs.map((id) => ({ at: lowering.stored(id), shape: lowering.spec(id).shape }));
  const order = commonOrder(
    operands.map(({ at }) => at),
    rank,
  );
  const names = operands.map((operand) => aligned(lowering, operand.at, order));
  const name = lowering.builder.node(op, names, options);
  const tensors = operands.filter(({ at }) => !at.uniform);
  if (tensors.length === 0)
    return { name, order: identityOrder(rank), extent: Array<number>(rank).fill(1), uniform: true };
  const extent = order.map((axis) =>
    Math.max(...tensors.map(({ at }) => extentOf(at, axis - (rank - at.order.length)))),
  );
  return { name, order, extent, uniform: false };
}

/** The stored size of a logical axis; axes that broadcasting adds in front have size 1. */
function extentOf(at: Stored, axis: number): number {
  return axis < 0 ? 1 : at.extent[at.order.indexOf(axis)]!;
}

/** The order of the largest operand of full rank: what is small is turned over, not what is large. */
function commonOrder(operands: readonly Stored[], rank: number): readonly number[] {
  let chosen = identityOrder(rank);
  let largest = 0;
  for (const { order, extent, uniform } of operands) {
    if (uniform || order.length !== rank) continue;
    const size = extent.reduce((product, dimension) => product * dimension, 1);
    // At equal size an order that somebody chose wins over the logical one.
    if (size > largest || (size === largest && sameOrder(chosen, identityOrder(rank)))) {
      chosen = [...order];
      largest = size;
    }
  }
  return chosen;
}

/** The operand's name with its axes in `order`, axes that broadcasting adds included. */
function aligned(lowering: Lowering, at: Stored, order: readonly number[]): string {
  if (at.uniform) return at.name;
  const missing = order.length - at.order.length;
  if (missing === 0) return transposed(lowering.builder, at, order);
  const own = order.filter((axis) => axis >= missing).map((axis) => axis - missing);
  const name = transposed(lowering.builder, at, own);
  const shape = order.map((axis) => extentOf(at, axis - missing));
  // ONNX broadcasts from the right: leading ones need not be written.
  while (shape.length > at.order.length && shape[0] === 1) shape.shift();
  return shape.length === at.order.length
    ? name
    : lowering.builder.node('Reshape', [name, lowering.builder.integers(shape)]);
}
