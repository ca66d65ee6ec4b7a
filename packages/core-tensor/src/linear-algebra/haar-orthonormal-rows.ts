/** Random matrices with orthonormal rows, every one of them as likely as the others (Haar's measure). */

import { type Reflections, reflectionsOf } from './reflections.js';

/**
 * Orthonormal rows out of independent standard normal numbers: the transposed `Q` of the QR factorisation, with the diagonal of `R`
 * positive, of a normal matrix. Without that fix of the signs `Q` depends on the algorithm and is not Haar-distributed (Mezzadri 2007,
 * arXiv math-ph/0609050).
 *
 * The matrix itself is never factored. What one Householder reflection leaves of the columns after it is normal again and
 * independent of it, so the next reflection may be of fresh numbers: half the work (Stewart 1980, SIAM J. Numer. Anal. 17,
 * 403-409). Only sums, products, quotients and square roots of doubles are used, in a fixed order: the same bits everywhere.
 * About `(4 / 3) count² (1.5 length - count / 2)` operations.
 *
 * @param normals `[count · length]`, row-major: row `k` is the `k`-th reflection's, which does not look at its first `k` numbers.
 * @param count At most `length`.
 * @returns `[count · length]`, row-major. The first row is the first row of `normals`, normalised.
 */
export function haarOrthonormalRows(normals: ArrayLike<number>, count: number, length: number): Float64Array {
  const reflections = reflectionsOf(normals, count, length);
  const { padded, signs } = reflections;
  const rows = new Float64Array(padded * length);
  for (let k = 0; k < count; k++) rows[k * length + k] = signs[k]!;
  // The reflections after a row's own leave it as it is: they start behind its one.
  for (let row = 0; row < padded; row += 4) {
    for (let second = row + 2; second >= 0; second -= 2)
      reflectFourRows(rows, row, reflections, second, length);
  }
  return rows.subarray(0, count * length);
}

/**
 * Four rows times two reflections at once, that of the vector `u` (at `second + 1`) and then that of `w` (at `second`), so that every
 * number fetched is used several times: twice as fast as one by one.
 */
function reflectFourRows(
  rows: Float64Array,
  row: number,
  { vectors, factors, products }: Reflections,
  second: number,
  length: number,
): void {
  const wAt = second * length;
  const uAt = wAt + length;
  const aAt = row * length;
  const bAt = aAt + length;
  const cAt = bAt + length;
  const dAt = cAt + length;
  let [ua, ub, uc, ud, wa, wb, wc, wd] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = second; i < length; i++) {
    const u = vectors[uAt + i]!;
    const w = vectors[wAt + i]!;
    const a = rows[aAt + i]!;
    const b = rows[bAt + i]!;
    const c = rows[cAt + i]!;
    const d = rows[dAt + i]!;
    ua += u * a;
    ub += u * b;
    uc += u * c;
    ud += u * d;
    wa += w * a;
    wb += w * b;
    wc += w * c;
    wd += w * d;
  }
  const uFactor = factors[second + 1]!;
  const wFactor = factors[second]!;
  // What w meets is already reflected by u.
  const product = products[second >> 1]!;
  ua *= uFactor;
  ub *= uFactor;
  uc *= uFactor;
  ud *= uFactor;
  wa = wFactor * (wa - ua * product);
  wb = wFactor * (wb - ub * product);
  wc = wFactor * (wc - uc * product);
  wd = wFactor * (wd - ud * product);
  for (let i = second; i < length; i++) {
    const u = vectors[uAt + i]!;
    const w = vectors[wAt + i]!;
    rows[aAt + i] = rows[aAt + i]! - ua * u - wa * w;
    rows[bAt + i] = rows[bAt + i]! - ub * u - wb * w;
    rows[cAt + i] = rows[cAt + i]! - uc * u - wc * w;
    rows[dAt + i] = rows[dAt + i]! - ud * u - wd * w;
  }
}
