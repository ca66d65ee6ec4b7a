/** Elementwise operators with broadcasting: operands keep the physical order they share, and stretched axes stay stretched. */

import { sizeOf } from '../../tree/host-tensor.js';
import type { ValueId } from '../program/program.js';
import type { NodeOptions } from './builder.js';
import { type Lowering, unblocked } from './lowering.js';
import { channelsFirst, identityOrder, type Stored, sameOrder } from './stored.js';
import { transposed } from './transposed.js';

/**
 * Lowers `op` over `inputs` broadcast to `rank` axes, and says where the result lies. Inputs are values of the program, or
 * where the result of another lowering lies.
 */
export function elementwise(
  lowering: Lowering,
  op: string,
  inputs: readonly (ValueId | Stored)[],
  rank: number,
  options: NodeOptions = {},
): Stored {
  const inBlocks = elementwiseInBlocks(lowering, op, inputs, options);
  if (inBlocks !== undefined) return inBlocks;
  const operands = inputs.map((input) =>
    typeof input === 'number' ? lowering.stored(input) : unblocked(lowering.builder, input),
  );
  const order = commonOrder(operands, rank);
  const tensors = operands.filter(({ uniform }) => !uniform);
  const whole = tensors.find((at) => at.order.length === rank) ?? tensors[0];
  const names = operands.map((at) => aligned(lowering, at, order, at === whole));
  const name = lowering.builder.node(op, names, options);
  if (tensors.length === 0)
    return { name, order: identityOrder(rank), extent: Array<number>(rank).fill(1), uniform: true };
  const extent = order.map((axis) =>
    Math.max(...tensors.map((at) => extentOf(at, axis - (rank - at.order.length)))),
  );
  return { name, order, extent, uniform: false };
}

/** The stored size of a logical axis; axes that broadcasting adds in front have size 1. */
function extentOf(at: Stored, axis: number): number {
  return axis < 0 ? 1 : at.extent[at.order.indexOf(axis)]!;
}

/**
 * The order of the largest operand of full rank: what is small is turned over, not what is large. At equal size that of an
 * image wins, then the logical one, which state comes and goes in.
 */
export function commonOrder(operands: readonly Stored[], rank: number): readonly number[] {
  const candidates = operands
    .filter(({ order, uniform }) => !uniform && order.length === rank)
    .map(({ order, extent }) => ({ order, size: sizeOf(extent), preference: preferenceOf(order) }))
    .sort((a, b) => b.size - a.size || b.preference - a.preference);
  return candidates[0]?.order ?? identityOrder(rank);
}

function preferenceOf(order: readonly number[]): number {
  if (sameOrder(order, channelsFirst)) return 2;
  return sameOrder(order, identityOrder(order.length)) ? 1 : 0;
}

/**
 * The operand's name with its axes in `order`. ONNX broadcasts from the right: leading axes that broadcasting adds are written
 * only for the operand that gives the result its rank, the `whole` one.
 */
function aligned(lowering: Lowering, at: Stored, order: readonly number[], whole: boolean): string {
  if (at.uniform) return at.name;
  const missing = order.length - at.order.length;
  if (missing === 0) return transposed(lowering.builder, at, order);
  const own = order.filter((axis) => axis >= missing).map((axis) => axis - missing);
  const name = transposed(lowering.builder, at, own);
  const shape = order.map((axis) => extentOf(at, axis - missing));
  while (!whole && shape.length > at.order.length && shape[0] === 1) shape.shift();
  const lying = own.map((axis) => extentOf(at, axis));
  return sameOrder(shape, lying)
    ? name
    : lowering.builder.node('Reshape', [name, lowering.builder.integers(shape)]);
}

/** Operators whose results are no floats: only floats can be put into blocks and taken out again. */
const withoutFloats: ReadonlySet<string> = new Set([
  'And',
  'Cast',
  'Equal',
  'Greater',
  'GreaterOrEqual',
  'IsInf',
  'IsNaN',
  'Less',
  'LessOrEqual',
  'Not',
  'Or',
  'Xor',
]);

/** Elementwise on images whose channels lie in blocks, if all operands are such images of one shape, or uniform. */
function elementwiseInBlocks(
  lowering: Lowering,
  op: string,
  inputs: readonly (ValueId | Stored)[],
  options: NodeOptions,
): Stored | undefined {
  const operands = inputs.map((input) => (typeof input === 'number' ? lowering.anyStored(input) : input));
  const blocked = operands.find(({ block }) => block !== undefined);
  if (blocked?.block === undefined || withoutFloats.has(op)) return undefined;
  const { block } = blocked;
  const isFloat = (input: ValueId | Stored) =>
    typeof input === 'number' ? lowering.spec(input).dtype === 'float32' : input.block !== undefined;
  const fits = (at: Stored, i: number) =>
    at.uniform ||
    (isFloat(inputs[i]!) &&
      at.order.length === blocked.order.length &&
      at.order.every((axis) => extentOf(at, axis) === extentOf(blocked, axis)));
  if (!operands.every(fits)) return undefined;
  const names = operands.map((at) => lowering.inBlocks(at, block));
  return { ...blocked, name: lowering.builder.node(op, names, options) };
}
