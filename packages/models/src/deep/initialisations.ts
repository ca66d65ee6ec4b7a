/** How the weights of a deep network start. */

import { DiopterError } from '@diopter/core-tensor/errors';
import {
  heNormal,
  type Initializer,
  type Layer,
  looksLinear,
  orthogonal,
  xavierNormal,
} from '@diopter/core-tensor/graph';
import { type ActivationStart, activations, type Place } from './activations.js';
import type { DeepActivation, DeepInitialisation } from './options.js';

/** An activation, and the weights around it. */
export interface Start {
  readonly active: Layer;
  /**
   * Initial weights of the layer at a place.
   *
   * @param isometry What keeps norms in such a layer.
   */
  weights(place: Place, isometry: Initializer): Initializer;
}

/** Weights that depend on the activation's gain, the same at every place (He et al. 2015 do not except the first layer either). */
function ordinary(weights: (gain: number) => Initializer) {
  return ({ ordinary }: ActivationStart): Start | undefined =>
    ordinary && { active: ordinary.layer, weights: () => weights(ordinary.gain) };
}

/** Each makes nothing of an activation that it has no meaning for. */
export const initialisations = {
  'looks-linear': ({ looksLinear: start }: ActivationStart): Start | undefined =>
    start && {
      active: start.layer,
      weights: (place, isometry) => {
        const mirror = start.mirrors[place];
        return mirror === undefined ? isometry : looksLinear({ mirror, weights: isometry });
      },
    },
  orthogonal: ordinary((gain) => orthogonal({ gain })),
  he: ordinary((gain) => heNormal({ coefficient: gain / Math.SQRT2 })),
  xavier: ordinary(() => xavierNormal()),
} as const;

/**
 * The start of a network.
 *
 * @throws DiopterError `invalid-argument` for an initialisation that has no meaning for the activation.
 */
export function startOf(activation: DeepActivation, initialisation: DeepInitialisation): Start {
  const start = initialisations[initialisation](activations[activation]);
  if (start !== undefined) return start;
  throw new DiopterError('invalid-argument', {
    where: 'deepNetwork, options activation and initialisation',
    what: `${initialisation} weights have no meaning for ${activation}`,
    help: 'relu has no looks-linear weights of its own: mirrored-relu is relu with them, and has no others',
  });
}
