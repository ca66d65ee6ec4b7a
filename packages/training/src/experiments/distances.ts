/** How far apart two pictures are, in one number. */

/**
 * The root of the mean squared difference of their numbers: in pixels between 0 and 1.
 *
 * @param a samples or features of a picture; `b` those of the other.
 */
export function rootMeanSquare(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum / a.length);
}

/** The distance of `a` from `b` relative to the length of `b`; 0 of two that are all zeros. */
export function relativeDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const difference = rootMeanSquare(a, b);
  return difference === 0 ? 0 : difference / rootMeanSquare(b, new Float32Array(b.length));
}

/** The mean of numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
