/** Networks that centre pixels themselves. */

import { type Graph, node, normalise } from '@diopter/core-tensor/graph';
import type { Centring } from './centring.js';

/**
 * The network with its pixels centred by a node `centred` behind its input `input`: it takes pixels in [0, 1].
 *
 * @param network one whose input is called `input`, and which wants pixels centred around 0.
 */
export function centredNetwork({ inputs, nodes, outputs }: Graph, { mean, deviation }: Centring): Graph {
  const reading = Object.entries(nodes).map(
    ([name, { layer, inputs: read }]) =>
      [name, { layer, inputs: read.map((from) => (from === 'input' ? 'centred' : from)) }] as const,
  );
  const centred = node(normalise({ mean, standardDeviation: deviation }), 'input');
  return { inputs, nodes: { ...Object.fromEntries(reading), centred }, outputs };
}
