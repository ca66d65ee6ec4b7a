/** One operand of any kind, with attributes that depend on its shape: what kernels that only move elements take. */

import fc from 'fast-check';
import { fills, integer, shapes, tensor } from '../host-tensors.js';
import type { KernelCase, KernelGenerator } from '../kernel-case.js';

const { coins, integers, normal } = fills;

/** Kinds of elements. */
export const kinds = [normal, normal, integers, coins];

export type AttributesOf = (shape: readonly number[]) => fc.Arbitrary<KernelCase['attributes']>;

export interface MovingOptions {
  readonly least?: number;
  /** Smallest size of an axis. */
  readonly smallest?: number;
  readonly name?: string;
  readonly floats?: boolean;
}

/** One operand of at least so many axes, with attributes that depend on its shape. */
export const moving = (
  attributesOf: AttributesOf,
  { least = 1, smallest = 1, name = 'x', floats = false }: MovingOptions = {},
): fc.Arbitrary<KernelCase> =>
  shapes(least, 4, integer(smallest, 4)).chain((shape) =>
    fc.record({
      inputs: fc.record({ [name]: tensor(shape, ...(floats ? [normal] : kinds)) }),
      attributes: attributesOf(shape),
    }),
  );

/** A generator whose gradient is taken at the same kind of case, of floats. */
export const moved = (attributesOf: AttributesOf, options: MovingOptions = {}): KernelGenerator => ({
  cases: moving(attributesOf, options),
  count: 16,
  gradient: { of: [options.name ?? 'x'], cases: moving(attributesOf, { ...options, floats: true }) },
});
