/** Layers whose inputs and outputs cannot be copied. */

import type { Layer } from '@diopter/core-tensor/graph';
import type { Labels } from '../units/index.js';
import type { GrowthRule, Traced } from './rule.js';

/** Forbids copies of all inputs and of the value. */
export function freezeAll({ name, inputs, shape, units }: Traced, why: string): Labels {
  for (const input of inputs) units.freeze(input, `${name} ${why}`);
  const made = units.fresh(shape.at(-1) ?? 0);
  units.freeze(made, `${name} ${why}`);
  return made;
}

/** A kind of layer of which no units can be copied, and why. */
export function frozen<L extends Layer>(why: string): GrowthRule<L> {
  return {
    trace: (_layer, node) => freezeAll(node, why),
    grow: (layer, { own }) => ({ layer, output: own() }),
  };
}
