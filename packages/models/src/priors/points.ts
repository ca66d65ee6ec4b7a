/** Points from a row of numbers. */

import { DiopterError } from '@diopter/core-tensor/errors';

/**
 * Divides numbers into points.
 *
 * @throws DiopterError `shape-mismatch` unless their number is a multiple of `dimensions`.
 */
export function pointsOf(numbers: ArrayLike<number>, dimensions: number, where: string): number[][] {
  if (numbers.length % dimensions !== 0) {
    throw new DiopterError('shape-mismatch', {
      what: `${numbers.length} numbers are no rows of ${dimensions}`,
      where,
    });
  }
  return Array.from({ length: numbers.length / dimensions }, (_, row) =>
    Array.from({ length: dimensions }, (_, i) => numbers[row * dimensions + i]!),
  );
}
