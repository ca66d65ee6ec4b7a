/** The Cholesky factor of a positive definite matrix, and its inverse. */

import type { Matrix } from './matrix.js';

/**
 * The lower triangular `L` with `L Lᵀ = matrix`, or `undefined` if the matrix is not positive definite. Only the lower
 * triangle is read.
 */
export function cholesky(matrix: Matrix): Matrix | undefined {
  const factor = matrix.map((row) => row.map(() => 0));
  for (const [i, row] of factor.entries()) {
    for (let j = 0; j <= i; j++) {
      const other = factor[j]!;
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; k++) rest -= row[k]! * other[k]!;
      if (i === j && !(rest > 0)) return undefined;
      row[j] = i === j ? Math.sqrt(rest) : rest / other[j]!;
    }
  }
  return factor;
}

/** The inverse of a lower triangular matrix with a diagonal free of zeros: column by column, by forward substitution. */
export function invertedTriangle(factor: Matrix): Matrix {
  const inverse = factor.map((row) => row.map(() => 0));
  for (let column = 0; column < factor.length; column++) {
    for (let i = column; i < factor.length; i++) {
      let rest = i === column ? 1 : 0;
      for (let k = column; k < i; k++) rest -= factor[i]![k]! * inverse[k]![column]!;
      inverse[i]![column] = rest / factor[i]![i]!;
    }
  }
  return inverse;
}
