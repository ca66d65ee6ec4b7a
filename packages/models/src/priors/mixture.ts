/** The prior that is a mixture of Gaussians. */

import { checkedWeights } from './check-weights.js';
import type { FactoredMixture, PriorDefinition } from './definition.js';
import { factoredGaussian } from './factored-gaussian.js';
import { invalidPrior } from './invalid-prior.js';
import type { MixturePrior } from './prior.js';
import { sampleGaussians } from './sample-gaussians.js';

export const mixtureDefinition: PriorDefinition<MixturePrior> = {
  dimensions: ({ components }) => components[0]?.mean.length ?? 0,
  classWeights: ({ weights }) => checkedWeights(weights),
  sample: (prior, classes, key) => sampleGaussians(factored(prior).gaussians, classes, key),
  mixture: factored,
};

function factored({ weights, components }: MixturePrior): FactoredMixture {
  const sizes = components.map(({ mean }) => mean.length);
  if (weights.length !== components.length || sizes.some((size) => size !== sizes[0])) {
    const what = `${weights.length} weights for components of [${sizes.join(', ')}] dimensions`;
    throw invalidPrior(what, 'give one weight per component, and all components the same size');
  }
  return { weights: checkedWeights(weights), gaussians: components.map(factoredGaussian) };
}
