/** Generated tensors: shapes, and numbers of several kinds. */

import fc from 'fast-check';
import { normalValues, permutationValues, randomKey, uniformValues } from '../../../random/index.js';
import { type DType, type HostTensor, sizeOf } from '../../../tree/index.js';

/** Fills a shape from a seed. */
export type Fill = (seed: number, shape: readonly number[]) => HostTensor;

const float = (shape: readonly number[], data: Float32Array): HostTensor => ({
  shape,
  dtype: 'float32',
  data,
});

const transformed =
  (fill: Fill, f: (x: number) => number): Fill =>
  (seed, shape) =>
    float(shape, (fill(seed, shape).data as Float32Array).map(f));

export const between =
  (minimum: number, maximum: number): Fill =>
  (seed, shape) =>
    uniformValues(randomKey(seed), shape, { minimum, maximum });

const normal: Fill = (seed, shape) => normalValues(randomKey(seed), shape);

const whole =
  (dtype: DType, minimum: number, maximum: number): Fill =>
  (seed, shape) => {
    const { data } = uniformValues(randomKey(seed), shape, { minimum, maximum: maximum + 1, dtype: 'int32' });
    if (dtype === 'int32') return { shape, dtype, data: data as Int32Array };
    return dtype === 'bool'
      ? { shape, dtype, data: Uint8Array.from(data) }
      : float(shape, Float32Array.from(data));
  };

/** Kinds of numbers. */
export const fills = {
  normal,
  /** A few whole numbers, zero among them: ties everywhere. */
  tied: whole('float32', -2, 2),
  /** A fifth apart from each other and from zero: no ties, no kinks nearby. */
  distinct: ((seed, shape) => {
    const order = permutationValues(randomKey(seed), sizeOf(shape)).data;
    return float(
      shape,
      Float32Array.from(order, (i) => (i - Math.floor(order.length / 2)) / 5 + 0.1),
    );
  }) as Fill,
  awayFromZero: transformed(normal, (x) => x + (x < 0 ? -0.2 : 0.2)),
  positive: between(0.2, 3),
  notNegative: transformed(normal, (x) => Math.max(0, x)),
  halves: transformed(whole('float32', -9, 9), (x) => x / 2),
  nonFinite: transformed(whole('float32', -3, 3), (x) =>
    x === 2 ? Infinity : x === -2 ? -Infinity : x === 3 ? NaN : x,
  ),
  integers: whole('int32', -20, 20),
  positiveIntegers: whole('int32', 1, 5),
  coins: whole('bool', 0, 1),
} satisfies Record<string, Fill>;

export const wholeBetween = (minimum: number, maximum: number): Fill => whole('int32', minimum, maximum);

export const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });

export const tensor = (shape: readonly number[], ...kinds: readonly Fill[]): fc.Arbitrary<HostTensor> =>
  fc.tuple(seed, fc.constantFrom(...kinds)).map(([seed, fill]) => fill(seed, shape));

/** Shapes of `least` to `most` axes. */
export const shapes = (least = 0, most = 4, size: fc.Arbitrary<number> = fc.integer({ min: 1, max: 4 })) =>
  fc.array(size, { minLength: least, maxLength: most });

export const integer = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

/** An axis of a shape, sometimes counted from the end. */
export const axisOf = (shape: readonly number[], negative = true): fc.Arbitrary<number> =>
  integer(negative ? -shape.length : 0, shape.length - 1);

/** Shapes that broadcast to `shape`: some axes of size 1, some left out in front. */
export const broadcastTo = (shape: readonly number[]): fc.Arbitrary<readonly number[]> =>
  fc
    .tuple(
      fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }),
      integer(0, shape.length),
    )
    .map(([kept, missing]) => shape.map((size, axis) => (kept[axis] ? size : 1)).slice(missing));
