/** The check of probabilities. */

import { invalidPrior } from './invalid-prior.js';

/**
 * Returns the weights.
 *
 * @throws DiopterError `invalid-argument` unless they are at least one, not negative, and add up to 1 (within 1e-6).
 */
export function checkedWeights(weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (weights.every((weight) => weight >= 0) && Math.abs(sum - 1) < 1e-6) return weights;
  throw invalidPrior(`the weights [${weights.join(', ')}] are no probabilities`, 'divide them by their sum');
}

/** The weights of so many classes of equal probability. */
export function equalWeights(count: number): readonly number[] {
  return Array.from({ length: count }, () => 1 / count);
}
