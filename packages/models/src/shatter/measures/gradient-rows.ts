/** Gradients at points in a row: numbers, or a tensor whose first axis counts the points. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type HostTensor, isHostTensor, sizeOf } from '@diopter/core-tensor/tree';

/** Gradients at points in a row: one number per point, or a host tensor `[points, ...]` with a vector per point. */
export type Gradients = ArrayLike<number> | HostTensor;

/** Vectors of one length in double precision, one after the other. */
export interface GradientRows {
  readonly count: number;
  readonly length: number;
  readonly data: Float64Array;
}

/**
 * Gradients as rows.
 *
 * @throws DiopterError `shape-mismatch` for fewer than two points, `invalid-argument` for numbers that are not finite.
 */
export function rowsOf(gradients: Gradients, where: string): GradientRows {
  const { shape, data } = isHostTensor(gradients)
    ? gradients
    : { shape: [gradients.length], data: gradients };
  const [count = 0, ...rest] = shape;
  const length = sizeOf(rest);
  if (count < 2 || length < 1 || data.length !== count * length) {
    throw new DiopterError('shape-mismatch', {
      what: `gradients of the shape [${shape.join(', ')}] are not those of two points or more`,
      where,
    });
  }
  const rows = Float64Array.from(data);
  const wrong = rows.findIndex((value) => !Number.isFinite(value));
  if (wrong === -1) return { count, length, data: rows };
  throw new DiopterError('invalid-argument', {
    what: `the gradient at point ${Math.floor(wrong / length)} is ${rows[wrong]}`,
    where,
    help: 'weights that are not finite, or that explode with depth, make such gradients',
  });
}

/** The rows minus their mean. */
export function centredRows({ count, length, data }: GradientRows): GradientRows {
  const mean = new Float64Array(length);
  for (let i = 0; i < data.length; i++) mean[i % length]! += data[i]! / count;
  return { count, length, data: data.map((value, i) => value - mean[i % length]!) };
}

/** The product of rows `i` and `j`. */
export function rowProduct({ length, data }: GradientRows, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += data[i * length + k]! * data[j * length + k]!;
  return sum;
}

/** The sum of all squares. */
export function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
