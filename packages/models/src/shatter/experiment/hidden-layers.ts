/** The forward pass of many networks at once, layer by layer. */

import { affine, type Dual, plusScaled } from './dual.js';
import { networks, normalisations } from './networks.js';
import type { NetworkSpecification } from './options.js';
import type { NetworkWeights } from './weights.js';

/** What one layer computes. */
export interface HiddenLayer {
  /** What its rectifiers get: units are active where it is above zero. */
  readonly preActivation: Dual;
  /** What a network that ends here reads its output out of. */
  readonly last: Dual;
}

/** The layers of networks, from the first on; a network of less depth is the beginning of a deeper one. */
export function hiddenLayers(
  input: Dual,
  { entry, blocks }: NetworkWeights,
  { network, normalisation, beta, depth }: Omit<NetworkSpecification, 'seeds' | 'inputs' | 'width'>,
): readonly HiddenLayer[] {
  const { activate, skips } = networks[network];
  const { normalise } = normalisations[normalisation];
  let state = entry === undefined ? input : affine(input, entry.weights, entry.bias);
  return Array.from({ length: depth }, (_, place) => {
    const preActivation = normalise(state);
    const active = activate(preActivation);
    const next = blocks[place];
    const branch = next && affine(active, next.weights, next.bias);
    if (branch !== undefined) state = skips ? plusScaled(state, branch, beta) : branch;
    return { preActivation, last: skips ? state : active };
  });
}
