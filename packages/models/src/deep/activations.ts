/** Activations of deep networks: as they usually start, and so that the network starts linear. */

import { constantly, crelu, type Layer, type Mirror, prelu, relu } from '@diopter/core-tensor/graph';
import { leakyGain } from '../layers/index.js';

/** Where a weight layer stands: it reads the network's input, it stands between activations, or it makes the output. */
export type Place = 'first' | 'between' | 'last';

/** An activation of a {@link deepNetwork}. */
export interface ActivationStart {
  /** With weights of an ordinary start; `gain` is what the deviation of the weights is multiplied with, relative to `sqrt(1 / fan in)`. */
  readonly ordinary?: { readonly layer: Layer; readonly gain: number };
  /** With looks-linear weights: which of their channels are mirrored. */
  readonly looksLinear?: {
    readonly layer: Layer;
    readonly mirrors: Readonly<Partial<Record<Place, Mirror>>>;
  };
}

const usualPreluSlope = 0.25;

export const activations = {
  relu: { ordinary: { layer: relu(), gain: Math.SQRT2 } },
  crelu: {
    // One of the two halves is zero at every place: of twice as many inputs half are active, as with ReLU.
    ordinary: { layer: crelu(), gain: Math.SQRT2 },
    looksLinear: { layer: crelu(), mirrors: { between: 'inputs', last: 'inputs' } },
  },
  prelu: {
    ordinary: {
      layer: prelu({ initializers: { slope: constantly(usualPreluSlope) } }),
      gain: Math.SQRT2 * leakyGain(usualPreluSlope),
    },
    looksLinear: { layer: prelu({ initializers: { slope: constantly(1) } }), mirrors: {} },
  },
  'mirrored-relu': {
    looksLinear: { layer: relu(), mirrors: { first: 'outputs', between: 'both', last: 'inputs' } },
  },
} as const satisfies Readonly<Record<string, ActivationStart>>;
