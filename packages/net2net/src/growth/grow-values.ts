/** The values of a variable after growth, in double precision. */

import { type AxisGrowth, sizeAfter } from './axis-growth.js';
import type { VariableGrowth } from './variable-growth.js';

/** Numbers and their shape. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** The same in double precision: shares are not rounded before everything is put together. */
export interface DoubleValues {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/**
 * What a number is multiplied with where it goes to a new place, by its share as an input and as an output.
 *
 * - `weight`: the layer's sum stays the same: times the share as an input.
 * - `gradient`: what the gradient of the loss by the grown weight is: the error that comes back to a copy is its share of the error before,
 *   and inputs are what they were. So is a first moment.
 * - `squared-gradient`: a second moment, the square of that.
 * - `copy`: statistics.
 */
export const roles = {
  weight: (input: number, _output: number): number => input,
  gradient: (_input: number, output: number): number => output,
  'squared-gradient': (_input: number, output: number): number => output * output,
  copy: (): number => 1,
} as const;

/** What grown numbers are. */
export type Role = keyof typeof roles;

/** The shape of a variable after growth. */
export function grownShape(shape: readonly number[], { input, output }: VariableGrowth): number[] {
  return shape.map((size, axis) => {
    if (axis === output?.axis) return sizeAfter(output.growth);
    if (axis === input?.axis) return sizeAfter(input.groups[0]!);
    return size;
  });
}

/** A new place of a variable: where its value comes from, and how. */
export interface GrownPlace {
  /** The old flat index. */
  readonly from: number;
  readonly inputShare: number;
  readonly outputShare: number;
  /** Which copy of an input it is, and of an output. */
  readonly inputCopy: number;
  readonly outputCopy: number;
}

/** Calls `visit` for every new place, with its flat index. */
export function forEachPlace(
  shape: readonly number[],
  growth: VariableGrowth,
  visit: (place: number, from: GrownPlace) => void,
): void {
  const { input, output } = growth;
  const after = grownShape(shape, growth);
  const [strides, oldStrides] = [stridesOf(after), stridesOf(shape)];
  const size = after.reduce((product, count) => product * count, 1);
  const groups = input?.groups ?? [];
  const outputs = output === undefined ? 1 : after[output.axis]!;
  const at = (place: number, axis: number) => Math.floor(place / strides[axis]!) % after[axis]!;
  const other = shape.map((_, axis) => axis).filter((axis) => axis !== input?.axis && axis !== output?.axis);
  for (let place = 0; place < size; place++) {
    let from = 0;
    for (const axis of other) from += at(place, axis) * oldStrides[axis]!;
    const row = output === undefined ? 0 : at(place, output.axis);
    const made = output === undefined ? whole : pick(output.growth, row);
    from += output === undefined ? 0 : made.source * oldStrides[output.axis]!;
    const group = groups.length > 1 ? groups[Math.floor((row * groups.length) / outputs)]! : groups[0];
    const read = group === undefined ? whole : pick(group, at(place, input!.axis));
    from += group === undefined ? 0 : read.source * oldStrides[input!.axis]!;
    visit(place, {
      from,
      inputShare: read.share,
      outputShare: made.share,
      inputCopy: read.copy,
      outputCopy: made.copy,
    });
  }
}

const whole = { source: 0, copy: 0, share: 1 } as const;

function pick({ source, copy, share }: AxisGrowth, place: number) {
  return { source: source[place]!, copy: copy[place]!, share: share[place]! };
}

function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

/**
 * The values of a grown variable.
 *
 * @param role what the numbers are: `weight` keeps the layer's function.
 */
export function growValues({ shape, data }: Values, growth: VariableGrowth, role: Role): DoubleValues {
  const after = grownShape(shape, growth);
  const grown = new Float64Array(after.reduce((product, count) => product * count, 1));
  const factor = roles[role];
  forEachPlace(shape, growth, (place, { from, inputShare, outputShare }) => {
    grown[place] = data[from]! * factor(inputShare, outputShare);
  });
  return { shape: after, data: grown };
}
