/** Layers that treat every unit for itself and have nothing to learn. */

import type { Layer } from '@diopter/core-tensor/graph';
import type { GrowthRule } from './rule.js';

/** The value has the units of the input. */
export function passThrough<L extends Layer>(): GrowthRule<L> {
  return {
    trace: (_layer, { inputs: [units] }) => units!,
    grow: (layer, { inputs: [output] }) => ({ layer, output: output! }),
  };
}
