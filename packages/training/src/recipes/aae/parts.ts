/** Parts of an encoder: not every turn moves all of it. */

import type { GraphParameters } from '../image-learner.js';

/** The parameters of a graph in two: without some nodes, and those nodes. */
export function divided(
  parameters: GraphParameters,
  nodes: readonly string[],
): readonly [without: GraphParameters, those: GraphParameters] {
  const entries = Object.entries(parameters);
  const part = (isThose: boolean) =>
    Object.fromEntries(entries.filter(([name]) => nodes.includes(name) === isThose)) as GraphParameters;
  return [part(false), part(true)];
}

/** What is learnt where there is nothing to learn. */
export const nothing = {} as GraphParameters;
