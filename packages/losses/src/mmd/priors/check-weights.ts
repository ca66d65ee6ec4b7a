/** The weights of a prior's components are probabilities. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** What rounding may make of a sum of 1: weights may have been stored in single precision. */
const tolerance = 1e-5;

/**
 * The weights, with their sum brought to 1 exactly.
 *
 * @throws DiopterError `invalid-argument` for a negative weight, or if the sum is not 1 to 1e-5.
 */
export function checkedWeights(weights: readonly number[], where: string): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.every((weight) => weight >= 0) && Math.abs(total - 1) <= tolerance) {
    return weights.map((weight) => weight / total);
  }
  throw new DiopterError('invalid-argument', {
    what: `the weights [${weights.join(', ')}] are not probabilities with a sum of 1`,
    where,
  });
}
