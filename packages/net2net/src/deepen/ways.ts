/** The ways to insert layers, by name. */

import { identityWay } from './identity.js';
import type { Way } from './piece.js';
import { residualWay } from './residual.js';

/**
 * - `identity`: a layer that starts as the identity, and an activation that leaves the values as they are (Net2DeeperNet).
 * - `residual`: two layers, of which the second starts at zero, beside the value, to which they are added.
 */
export type DeepenKind = 'identity' | 'residual';

export const ways: Readonly<Record<DeepenKind, Way>> = { identity: identityWay, residual: residualWay };
