/** The prior of labels. */

import { checkedWeights, equalWeights } from './check-weights.js';
import type { PriorDefinition } from './definition.js';
import { withoutDensity } from './invalid-prior.js';
import type { CategoricalPrior } from './prior.js';

/**
 * One-hot vectors: what the label of a semi-supervised or clustering adversarial autoencoder is to look like.
 *
 * @param weights The probability of each class, or how many classes of equal probability.
 *
 * @example
 * const prior = categorical(10);
 */
export function categorical(weights: number | readonly number[]): CategoricalPrior {
  return { kind: 'categorical', weights: typeof weights === 'number' ? equalWeights(weights) : weights };
}

export const categoricalDefinition: PriorDefinition<CategoricalPrior> = {
  dimensions: ({ weights }) => weights.length,
  classWeights: ({ weights }) => checkedWeights(weights),
  sample: (_prior, classes) => classes,
  mixture() {
    throw withoutDensity('categorical', 'its codes are one-hot vectors');
  },
};
