/** Walking through the places of a grown variable: a large one has tens of millions. */

import { type AxisGrowth, sizeAfter, unchanged } from './axis-growth.js';
import type { VariableGrowth } from './variable-growth.js';

/** Where a place is on the axes that grow. The same object at every call. */
export interface GrownPlace {
  /** On the axis of outputs; 0 if there is none. */
  made: number;
  /** On the axis of inputs; 0 if there is none. */
  read: number;
  /** Which of the input's growths it is. */
  group: number;
}

/** The growth of an axis that a variable does not have: one place. */
export const whole: AxisGrowth = unchanged(1);

/** The shape of a variable after growth. */
export function grownShape(shape: readonly number[], { input, output }: VariableGrowth): number[] {
  return shape.map((size, axis) => {
    if (axis === output?.axis) return sizeAfter(output.growth);
    if (axis === input?.axis) return sizeAfter(input.groups[0]!);
    return size;
  });
}

/**
 * Calls `visit` for every place of a grown variable, in order.
 *
 * @param shape Of the variable before.
 * @param visit Is told the new flat index, the old one that it copies, and where that is on the axes that grow.
 */
export function forEachPlace(
  shape: readonly number[],
  growth: VariableGrowth,
  visit: (place: number, from: number, at: Readonly<GrownPlace>) => void,
): void {
  const { input, output } = growth;
  const after = grownShape(shape, growth);
  const [strides, oldStrides] = [stridesOf(after), stridesOf(shape)];
  const last = shape.length - 1;
  const offsets = ({ source }: AxisGrowth, axis: number) => source.map((from) => from * oldStrides[axis]!);
  const outputs = output === undefined ? Int32Array.of(0) : offsets(output.growth, output.axis);
  const inputs = input?.groups.map((group) => offsets(group, input.axis)) ?? [Int32Array.of(0)];
  const groups = outputs.map((_, made) => Math.floor((made * inputs.length) / outputs.length));
  const others = shape.map((_, axis) => axis).filter((axis) => axis !== input?.axis && axis !== output?.axis);
  const slow = others.filter((axis) => axis !== last);
  const position = (place: number, axis: number) => Math.floor(place / strides[axis]!) % after[axis]!;

  const row = after[last] ?? 1;
  // Which of the three the last axis is.
  const [makes, reads, keeps] = [output?.axis === last, input?.axis === last, others.includes(last)].map(
    Number,
  ) as [number, number, number];
  const size = after.reduce((product, count) => product * count, 1);
  const at: GrownPlace = { made: 0, read: 0, group: 0 };
  for (let start = 0; start < size; start += row) {
    const base = slow.reduce((sum, axis) => sum + position(start, axis) * oldStrides[axis]!, 0);
    const made = output === undefined ? 0 : position(start, output.axis);
    const read = input === undefined ? 0 : position(start, input.axis);
    for (let i = 0; i < row; i++) {
      at.made = made + makes * i;
      at.read = read + reads * i;
      at.group = groups[at.made]!;
      visit(start + i, base + keeps * i + outputs[at.made]! + inputs[at.group]![at.read]!, at);
    }
  }
}

function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}
