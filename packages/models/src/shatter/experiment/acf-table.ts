/** The networks that figure 2 of the paper compares, and those that tell its causes apart. */

import type { ShatterNetworkOptions } from './options.js';

/**
 * Rows for {@link compareShatterAcf}. Figure 2 of Balduzzi et al. (arXiv 1702.08591) has feedforward networks and residual ones with
 * β = 1 and 0.1, at depths 2, 4, 10, 24 and 50; which of them normalise is recalled, not checked. The others are here because normalisation
 * is what decides: without it, feedforward gradients do not get white.
 */
export const acfTable: readonly ShatterNetworkOptions[] = [
  { network: 'feedforward', normalisation: 'none' },
  { network: 'feedforward', normalisation: 'centred' },
  { network: 'feedforward', normalisation: 'batch-norm' },
  { network: 'residual', normalisation: 'batch-norm' },
  { network: 'residual', normalisation: 'batch-norm', beta: 0.1 },
  { network: 'residual', normalisation: 'none' },
  { network: 'looks-linear', normalisation: 'none' },
];

/** The depths of that figure. */
export const acfDepths: readonly number[] = [2, 4, 10, 24, 50];
