/** The values of a variable after growth, in double precision. */

import { forEachPlace, grownShape, whole } from './for-each-place.js';
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
 * What a number is multiplied with where it goes to a new place: a factor of its share as an input, and one of its share as an output.
 *
 * - `weight`: the layer's sum stays the same: times the share as an input.
 * - `gradient`: what the gradient of the loss by the grown weight is: the error that comes back to a copy is its share of the error before,
 *   and inputs are what they were. So is a first moment.
 * - `squared-gradient`: a second moment, the square of that.
 * - `copy`: statistics.
 */
export const roles = {
  weight: { input: (share: number): number => share, output: (): number => 1 },
  gradient: { input: (): number => 1, output: (share: number): number => share },
  'squared-gradient': { input: (): number => 1, output: (share: number): number => share * share },
  copy: { input: (): number => 1, output: (): number => 1 },
} as const;

/** What grown numbers are. */
export type Role = keyof typeof roles;

/**
 * The values of a grown variable.
 *
 * @param role what the numbers are: `weight` keeps the layer's function.
 */
export function growValues({ shape, data }: Values, growth: VariableGrowth, role: Role): DoubleValues {
  const after = grownShape(shape, growth);
  const grown = new Float64Array(after.reduce((product, count) => product * count, 1));
  const inputs = (growth.input?.groups ?? [whole]).map(({ share }) => share.map(roles[role].input));
  const outputs = (growth.output?.growth ?? whole).share.map(roles[role].output);
  forEachPlace(shape, growth, (place, from, { made, read, group }) => {
    grown[place] = data[from]! * inputs[group]![read]! * outputs[made]!;
  });
  return { shape: after, data: grown };
}
