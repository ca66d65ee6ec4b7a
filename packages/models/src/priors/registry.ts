/** The table of all kinds of priors. Nothing else here switches on a prior's kind. */

import { categoricalDefinition } from './categorical.js';
import type { PriorDefinition } from './definition.js';
import { gaussianDefinition } from './gaussian.js';
import { invalidPrior } from './invalid-prior.js';
import { mixtureDefinition } from './mixture.js';
import type { Prior } from './prior.js';
import { swissRollDefinition } from './swiss-roll.js';

const priorDefinitions: {
  readonly [Kind in Prior['kind']]: PriorDefinition<Extract<Prior, { readonly kind: Kind }>>;
} = {
  gaussian: gaussianDefinition,
  mixture: mixtureDefinition,
  categorical: categoricalDefinition,
  'swiss-roll': swissRollDefinition,
};

/**
 * The definition that belongs to a prior.
 *
 * @throws DiopterError `invalid-argument` for a kind that does not exist: a prior may come from a file.
 */
export function definitionOf(prior: Prior): PriorDefinition<Prior> {
  const table: Readonly<Record<string, unknown>> = priorDefinitions;
  if (Object.hasOwn(table, prior.kind)) return table[prior.kind] as PriorDefinition<Prior>;
  const known = Object.keys(priorDefinitions).join(', ');
  throw invalidPrior(`there is no kind of prior called "${prior.kind}"`, `the kinds are ${known}`);
}

/** How many numbers a code of this prior has. */
export function priorDimensions(prior: Prior): number {
  return definitionOf(prior).dimensions(prior);
}

/** How many classes it has: components, slices or places of the one. A Gaussian is one class. */
export function priorClasses(prior: Prior): number {
  return definitionOf(prior).classWeights(prior).length;
}
