/** Eigenvalues and eigenvectors of a symmetric matrix. */

import type { Matrix } from './matrix.js';

/** `A = vectors · diag(values) · vectorsᵀ`. */
export interface SymmetricEigen {
  /** `[size]`, in no order. */
  readonly values: Float64Array;
  /** `[size · size]`, row-major: the `j`-th column is the unit eigenvector of the `j`-th value. */
  readonly vectors: Float64Array;
}

/**
 * By Jacobi's cyclic rotations (Golub and Van Loan, Matrix Computations, algorithm 8.5.3): a dozen sweeps of `size³` operations, to the
 * last digits.
 *
 * @param matrix `[size][size]`, symmetric.
 */
export function symmetricEigen(matrix: Matrix): SymmetricEigen {
  const size = matrix.length;
  const a = Float64Array.from(matrix.flat());
  const vectors = Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
  const norm = Math.sqrt(a.reduce((sum, each) => sum + each * each, 0));
  const isDiagonal = () => a.every((each, i) => i % (size + 1) === 0 || Math.abs(each) <= 1e-17 * norm);
  for (let sweep = 0; sweep < 50 && !isDiagonal(); sweep++) {
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q);
    }
  }
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * (size + 1)]!), vectors };
}

/** The rotation of rows and columns `p` and `q` that makes their off-diagonal element 0. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const off = a[p * size + q]!;
  if (off === 0) return;
  const tau = (a[q * size + q]! - a[p * size + p]!) / (2 * off);
  const tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  const turn = (data: Float64Array, first: number, second: number) => {
    const [x, y] = [data[first]!, data[second]!];
    data[first] = cosine * x - sine * y;
    data[second] = sine * x + cosine * y;
  };
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k);
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q);
  for (let k = 0; k < size; k++) turn(vectors, k * size + p, k * size + q);
  a[p * size + q] = 0;
  a[q * size + p] = 0;
}
