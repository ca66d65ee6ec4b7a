/** Sums, products and their like: what is combined place by place is copied together. */

import type { Arithmetic, Concat, Layer } from '@diopter/core-tensor/graph';
import { type AxisGrowth, joinedGrowth } from '../growth/index.js';
import type { Labels } from '../units/index.js';
import { commonGrowth } from './common-growth.js';
import type { Growing, GrowthRule, Traced } from './rule.js';

/** Ties all inputs that have the size of the value; the others, of size 1, are repeated along it and must stay so. */
function tieAll({ name, inputs, shape, units }: Traced): Labels {
  const size = shape.at(-1);
  const full = inputs.filter(({ length }) => length === size);
  for (const input of inputs) {
    if (input.length !== size) units.freeze(input, `${name} repeats it along all channels`);
    else units.tie(full[0]!, input);
  }
  return full[0] ?? units.fresh(size ?? 0);
}

/** The growth of all inputs that are not repeated along channels. */
function tiedGrowth({ name, inputs }: Growing): AxisGrowth {
  const size = Math.max(...inputs.map(({ before }) => before));
  return commonGrowth(
    name,
    inputs.filter(({ before }) => before === size),
  );
}

export const arithmeticRule: GrowthRule<Arithmetic> = {
  trace: (_layer, node) => tieAll(node),
  grow: (layer, node) => ({ layer, output: tiedGrowth(node) }),
};

function joinsUnits(layer: Concat, rank: number): boolean {
  return layer.axis === -1 || layer.axis === rank - 1;
}

export const concatRule: GrowthRule<Concat> = {
  trace(layer, node) {
    if (!joinsUnits(layer, node.shape.length)) return tieAll(node);
    return Int32Array.from(node.inputs.flatMap((units) => [...units]));
  },
  grow(layer, node) {
    const joins = joinsUnits(layer, node.inputShapes[0]!.length);
    return { layer, output: joins ? joinedGrowth(node.inputs) : tiedGrowth(node) };
  },
};

/** Both halves hold the same units, one of them with its sign turned. */
export const creluRule: GrowthRule<Extract<Layer, { kind: 'crelu' }>> = {
  trace: (_layer, { inputs: [units] }) => Int32Array.from([...units!, ...units!]),
  grow: (layer, { inputs: [growth] }) => ({ layer, output: joinedGrowth([growth!, growth!]) }),
};
