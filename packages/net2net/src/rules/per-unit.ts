/** Layers with numbers of their own for every unit: norms, slopes, constants. */

import type { BatchNorm, Constant, InstanceNorm, LayerNorm, Prelu, Scale } from '@diopter/core-tensor/graph';
import { type AxisGrowth, sizeAfter } from '../growth/index.js';
import type { GrowthRule } from './rule.js';

const along = (growth: AxisGrowth, axis = 0) => ({ output: { axis, growth } });

export const batchNormRule: GrowthRule<BatchNorm> = {
  trace: (_layer, { inputs: [units] }) => units!,
  grow: (layer, { inputs: [output] }) => ({
    layer,
    output: output!,
    parameters: { gamma: along(output!), beta: along(output!) },
    statistics: { mean: along(output!), variance: along(output!) },
  }),
};

export const instanceNormRule: GrowthRule<InstanceNorm> = {
  trace: (_layer, { inputs: [units] }) => units!,
  grow: (layer, { inputs: [output] }) => ({
    layer,
    output: output!,
    parameters: { gamma: along(output!), beta: along(output!) },
  }),
};

/** Means over units stay what they are only if there are as many copies of each. */
export const layerNormRule: GrowthRule<LayerNorm> = {
  trace(_layer, { name, inputs: [read], units }) {
    units.constrain({ node: name, kind: 'uniform', blocks: [read!] });
    return read!;
  },
  grow(layer, { inputs: [output] }) {
    const last = along(output!, layer.axes - 1);
    return { layer, output: output!, parameters: { gamma: last, beta: last } };
  },
};

export const preluRule: GrowthRule<Prelu> = {
  trace: (_layer, { inputs: [units] }) => units!,
  grow: (layer, { inputs: [output] }) => ({
    layer,
    output: output!,
    ...(!layer.shared && { parameters: { slope: along(output!) } }),
  }),
};

export const scaleRule: GrowthRule<Scale> = {
  trace: (_layer, { inputs: [units] }) => units!,
  grow(layer, { inputs: [output] }) {
    const copied = (numbers: readonly number[]) =>
      numbers.length === 1 ? numbers : Array.from(output!.source, (place) => numbers[place]!);
    const { multiplier, offset } = layer;
    return { layer: { ...layer, multiplier: copied(multiplier), offset: copied(offset) }, output: output! };
  },
};

export const constantRule: GrowthRule<Constant> = {
  trace: ({ shape }, { units }) => units.fresh(shape.at(-1) ?? 0),
  grow(layer, { own }) {
    const output = own();
    const { shape } = layer;
    if (shape.length === 0) return { layer, output };
    return {
      layer: { ...layer, shape: [...shape.slice(0, -1), sizeAfter(output)] },
      output,
      parameters: { value: along(output, shape.length - 1) },
    };
  },
};
