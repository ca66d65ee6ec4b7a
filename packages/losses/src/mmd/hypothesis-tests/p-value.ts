/** P-values: how likely a statistic as large is, if there is nothing to find. */

/**
 * `(1 + #{null >= statistic}) / (1 + count)`: the statistic is one of the draws itself, so that a test at any level is exact and no p-value
 * is 0 (Phipson and Smyth, arXiv 1603.05766).
 */
export function rankPValue(statistic: number, nullStatistics: ArrayLike<number>, rounding = 0): number {
  const asLarge = Array.from(nullStatistics).filter((each) => each >= statistic - rounding).length;
  return (1 + asLarge) / (1 + nullStatistics.length);
}

/** `P(Z >= z)` of a standard normal number, to about 1e-14 relative. */
export function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z);
  const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  return z < 2.5 ? 0.5 - density * centralSeries(z) : density / tailFraction(z);
}

/** `z + z³/3 + z⁵/(3·5) + ...` (Abramowitz and Stegun 26.2.11). */
function centralSeries(z: number): number {
  let [term, sum] = [z, z];
  for (let odd = 3; term > 1e-17 * sum; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return sum;
}

/** `z + 1/(z + 2/(z + 3/(z + ...)))` (Abramowitz and Stegun 26.2.14), from its end. */
function tailFraction(z: number): number {
  let fraction = z;
  for (let i = 120; i > 0; i--) fraction = z + i / fraction;
  return fraction;
}
