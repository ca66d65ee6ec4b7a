/** Stores stretched axes at full size, for operators that need their elements one by one, and only there. */

import type { ValueId } from '../program/program.js';
import type { Lowering } from './lowering.js';
import { identityOrder, type Stored, sameOrder } from './stored.js';

/** Where value `id` lies with the logical `axes` (by default all) at full size; other stretched axes stay stretched. */
export function unrolled(lowering: Lowering, id: ValueId, axes?: readonly number[]): Stored {
  const { builder } = lowering;
  const { shape } = lowering.spec(id);
  const at = lowering.stored(id);
  const wanted = axes ?? identityOrder(shape.length);
  const extent = at.order.map((axis, position) =>
    wanted.includes(axis) ? shape[axis]! : at.extent[position]!,
  );
  if (!at.uniform && sameOrder(extent, at.extent)) return at;
  return { ...at, name: builder.node('Expand', [at.name, builder.integers(extent)]), extent, uniform: false };
}
