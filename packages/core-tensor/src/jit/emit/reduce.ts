/** Reductions over logical axes, in whatever order the operand lies; stretched axes are not unrolled. */

import type { ValueSpec } from '../program/program.js';
import { type Lowering, uniformAt } from './lowering.js';
import type { Stored } from './stored.js';

export interface Reduction {
  /** The ONNX operator, such as `ReduceSum`. */
  readonly op: string;
  /** How the result grows when an axis of `count` equal elements is reduced: sums scale, products power, means and extrema stay. */
  readonly repeated?: 'Mul' | 'Pow';
}

/** What is reduced: its logical shape, its element type, and where it lies. */
export interface ReductionOperand extends ValueSpec {
  readonly at: Stored;
}

/** Reduces `axes`; with `keepDims` they stay as axes of size 1. */
export function reduce(
  { builder }: Lowering,
  { op, repeated }: Reduction,
  { shape, dtype, at }: ReductionOperand,
  axes: readonly number[],
  keepDims: boolean,
): Stored {
  const positions = at.order.flatMap((axis, position) => (axes.includes(axis) ? [position] : []));
  let name = at.name;
  if (!at.uniform && positions.length > 0) {
    name = builder.node(op, [name, builder.integers(positions)], {
      attributes: { keepdims: keepDims ? 1 : 0 },
    });
  }
  const count = positions.reduce((product, position) => {
    const size = shape[at.order[position]!]!;
    return at.uniform || at.extent[position] !== size ? product * size : product;
  }, 1);
  if (count > 1 && repeated !== undefined) {
    const data = dtype === 'int32' ? Int32Array.of(count) : Float32Array.of(count);
    name = builder.node(repeated, [name, builder.constant({ dataType: dtype, shape: [], data })]);
  }
  if (at.uniform) return uniformAt(name, keepDims ? shape.length : shape.length - axes.length);
  if (keepDims) {
    return {
      ...at,
      name,
      extent: at.extent.map((size, position) => (positions.includes(position) ? 1 : size)),
    };
  }
  const kept = at.order.filter((axis) => !axes.includes(axis));
  const logical = [...kept].sort((a, b) => a - b);
  return {
    name,
    order: kept.map((axis) => logical.indexOf(axis)),
    extent: kept.map((axis) => at.extent[at.order.indexOf(axis)]!),
    uniform: false,
  };
}
