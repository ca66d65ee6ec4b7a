/** Reshape that keeps the physical order where it can: axes may split and merge as long as what merges lies together. */

import type { ValueId } from '../program/program.js';
import type { NodeOptions } from './builder.js';
import { denseAt, type Lowering, uniformAt } from './lowering.js';
import { type Stored, sameOrder } from './stored.js';

export function reshape(lowering: Lowering, id: ValueId, shape: readonly number[]): Stored {
  const { builder } = lowering;
  const from = lowering.spec(id).shape;
  const at = lowering.stored(id);
  if (at.uniform) return uniformAt(at.name, shape.length);
  if (sameOrder(from, shape)) return at;
  const kept = keptOrder(from, shape, at);
  if (kept !== undefined) {
    return {
      ...kept,
      name: builder.node('Reshape', [at.name, builder.integers(kept.extent)]),
      uniform: false,
    };
  }
  // Without allowzero a 0 stands for the size that the axis had.
  const attributes: NodeOptions['attributes'] = shape.includes(0) ? { allowzero: 1 } : {};
  const name = builder.node('Reshape', [lowering.dense(id), builder.integers(shape)], { attributes });
  return denseAt(name, shape);
}

/** Axes of both shapes in runs of equal size: [6, 4] to [2, 3, 4] is {0 -> 0,1} and {1 -> 2}. */
function axisGroups(from: readonly number[], to: readonly number[]): { from: number[]; to: number[] }[] {
  const groups: { from: number[]; to: number[] }[] = [];
  let i = 0;
  let j = 0;
  while (i < from.length || j < to.length) {
    const group = { from: [] as number[], to: [] as number[] };
    let sizeFrom = 1;
    let sizeTo = 1;
    const takeFrom = () => {
      sizeFrom *= from[i]!;
      group.from.push(i++);
    };
    const takeTo = () => {
      sizeTo *= to[j]!;
      group.to.push(j++);
    };
    if (i < from.length) takeFrom();
    if (j < to.length) takeTo();
    while (sizeFrom !== sizeTo) {
      if (sizeFrom < sizeTo) takeFrom();
      else takeTo();
    }
    groups.push(group);
  }
  return groups;
}

/** Order and extents after the reshape, or undefined where memory has to move. */
function keptOrder(
  from: readonly number[],
  to: readonly number[],
  at: Stored,
): { order: number[]; extent: number[] } | undefined {
  if (from.includes(0)) return undefined;
  const groups = axisGroups(from, to);
  const placed: { position: number; axes: number[]; extents: number[] }[] = [];
  const loose: number[] = [];
  for (const group of groups) {
    // Axes of size 1 lie anywhere.
    const moving = group.from.filter((axis) => from[axis] !== 1);
    const target = group.to.filter((axis) => to[axis] !== 1);
    loose.push(...group.to.filter((axis) => to[axis] === 1));
    if (moving.length === 0) continue;
    const positions = moving.map((axis) => at.order.indexOf(axis));
    const first = positions[0]!;
    const last = positions.at(-1)!;
    const ascending = positions.every((position, i) => i === 0 || position > positions[i - 1]!);
    const within = at.order.slice(first, last + 1).filter((axis) => from[axis] !== 1).length;
    if (!ascending || within !== moving.length) return undefined;
    const stretched = positions.filter((position) => at.extent[position] === 1);
    if (stretched.length > 0 && stretched.length < positions.length) return undefined;
    const extents = target.map((axis) => (stretched.length > 0 ? 1 : to[axis]!));
    placed.push({ position: first, axes: target, extents });
  }
  placed.sort((a, b) => a.position - b.position);
  const order = placed.flatMap(({ axes }) => axes);
  const extent = placed.flatMap(({ extents }) => extents);
  // A loose axis goes right before the next logical axis, which keeps an order that was logical so.
  for (const axis of loose.sort((a, b) => b - a)) {
    const next = order.indexOf(axis + 1);
    const position = next === -1 ? order.length : next;
    order.splice(position, 0, axis);
    extent.splice(position, 0, 1);
  }
  return { order, extent };
}
