/** Factors give their matrices back, to the last digits. */

import { describe, expect, it } from 'vitest';
import { cholesky, invertedTriangle, type Matrix, symmetricEigen } from './index.js';

const sizes = [1, 2, 7, 64];

/** Symmetric and positive definite: its diagonal outweighs the rest. */
const example = (size: number): Matrix =>
  Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? size : 0) + Math.cos(i * j) / (1 + Math.abs(i - j))),
  );

/** The largest element of `a bᵀ - expected`. */
function largestError(a: Matrix, b: Matrix, expected: (i: number, j: number) => number): number {
  let largest = 0;
  for (const [i, row] of a.entries()) {
    for (const [j, column] of b.entries()) {
      const product = row.reduce((sum, value, k) => sum + value * column[k]!, 0);
      largest = Math.max(largest, Math.abs(product - expected(i, j)));
    }
  }
  return largest;
}

const isOne = (i: number, j: number) => Number(i === j);
const transposed = (matrix: Matrix) => matrix.map((row, i) => row.map((_, j) => matrix[j]![i]!));

describe('symmetricEigen', () => {
  it.each(sizes)('takes a matrix of %d rows apart', (size) => {
    const matrix = example(size);
    const { values, vectors } = symmetricEigen(matrix);
    const rows = matrix.map((row, i) => row.map((_, j) => vectors[i * size + j]!));
    const scaled = rows.map((row) => row.map((value, j) => value * values[j]!));
    expect(largestError(scaled, rows, (i, j) => matrix[i]![j]!)).toBeLessThan(1e-14 * size * size);
    expect(largestError(transposed(rows), transposed(rows), isOne)).toBeLessThan(1e-13);
  });
});

describe('cholesky', () => {
  it.each(sizes)('takes a matrix of %d rows apart, and its triangle can be inverted', (size) => {
    const matrix = example(size);
    const factor = cholesky(matrix)!;
    expect(largestError(factor, factor, (i, j) => matrix[i]![j]!)).toBeLessThan(1e-14 * size * size);
    expect(largestError(factor, transposed(invertedTriangle(factor)), isOne)).toBeLessThan(1e-13);
  });

  it.each([
    [
      'a negative direction',
      [
        [1, 2],
        [2, 1],
      ],
    ],
    ['no extent', [[0]]],
    ['a number that is none', [[Number.NaN]]],
  ])('has no factor for %s', (_, matrix) => {
    expect(cholesky(matrix)).toBeUndefined();
  });
});
