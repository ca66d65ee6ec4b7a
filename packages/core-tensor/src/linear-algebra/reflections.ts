/** Householder reflections of vectors that get shorter by one each. */

/** Reflections `1 - factor v vᵀ`, as many as a multiple of four; those beyond what was asked for are the identity. */
export interface Reflections {
  /** How many there are. */
  readonly padded: number;
  /** `[padded · length]`: the vectors `v`, zero before their own place. */
  readonly vectors: Float64Array;
  /** `[padded]`. */
  readonly factors: Float64Array;
  /** `[padded]`: the sign of what each reflection makes of its vector, which lands on one axis. */
  readonly signs: Float64Array;
  /** `[padded / 2]`: the inner product of the vectors of every pair. */
  readonly products: Float64Array;
}

/**
 * The reflections that bring row `k` of a matrix, from place `k` on, onto axis `k` (Golub and Van Loan, Matrix
 * Computations, algorithm 5.1.1; the sign is the one without cancellation).
 *
 * @param matrix `[count · length]`, row-major.
 */
export function reflectionsOf(matrix: ArrayLike<number>, count: number, length: number): Reflections {
  const padded = 4 * Math.ceil(count / 4);
  const vectors = new Float64Array(padded * length);
  const factors = new Float64Array(padded);
  const signs = new Float64Array(padded);
  const products = new Float64Array(padded / 2);
  for (let k = 0; k < count; k++) {
    const start = k * length;
    let squares = 0;
    for (let i = start + k; i < start + length; i++) {
      vectors[i] = matrix[i]!;
      squares += matrix[i]! * matrix[i]!;
    }
    const norm = Math.sqrt(squares);
    const head = vectors[start + k]!;
    const sign = head < 0 ? -1 : 1;
    vectors[start + k] = head + sign * norm;
    factors[k] = norm === 0 ? 0 : 1 / (norm * (norm + sign * head));
    signs[k] = -sign;
  }
  for (let pair = 0; pair < products.length; pair++) {
    const first = 2 * pair * length;
    let product = 0;
    for (let i = first; i < first + length; i++) product += vectors[i]! * vectors[i + length]!;
    products[pair] = product;
  }
  return { padded, vectors, factors, signs, products };
}
