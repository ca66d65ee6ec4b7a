/** The error function, which JavaScript's `Math` lacks. */

/**
 * `erf(x) = 2 / sqrt(pi) * exp(-x^2) * sum_n 2^n x^(2n + 1) / (1 * 3 * ... * (2n + 1))` (Abramowitz and Stegun 7.1.6). All terms have
 * one sign, so nothing cancels; beyond 6 the result differs from ±1 by less than a double can tell.
 */
export function errorFunction(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
