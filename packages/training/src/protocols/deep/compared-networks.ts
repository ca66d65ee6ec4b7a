/** The networks that the experiment compares: the same layers and numbers of weights, told apart by one thing each. */

import type { trainDeep } from '../../recipes/index.js';

/** Options of the recipe that make a network what it is. */
type NetworkOptions = Pick<
  Parameters<typeof trainDeep>[0],
  'architecture' | 'activation' | 'normalisation' | 'init'
>;

/** By name. Concatenated rectifiers everywhere: only then have all of them layers of the same size. */
export const comparedNetworks = {
  'looks-linear': { architecture: 'plain', activation: 'crelu', normalisation: 'none', init: 'looks-linear' },
  he: { architecture: 'plain', activation: 'crelu', normalisation: 'none', init: 'he' },
  'batch-norm': { architecture: 'plain', activation: 'crelu', normalisation: 'batch-norm', init: 'he' },
  residual: { architecture: 'residual', activation: 'crelu', normalisation: 'batch-norm', init: 'he' },
} as const satisfies Readonly<Record<string, NetworkOptions>>;

/** The name of a compared network. */
export type ComparedNetwork = keyof typeof comparedNetworks;
