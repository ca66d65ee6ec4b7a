/** Fully connected layers: they add up their inputs and make units of their own. */

import type { Dense } from '@diopter/core-tensor/graph';
import { sizeAfter } from '../growth/index.js';
import type { GrowthRule } from './rule.js';

export const denseRule: GrowthRule<Dense> = {
  widens: ({ units }) => units,
  trace: ({ units: count }, { units }) => units.fresh(count),
  grow(layer, { inputs: [read], own }) {
    const output = own();
    return {
      layer: { ...layer, units: sizeAfter(output) },
      output,
      parameters: {
        kernel: { input: { axis: 0, groups: [read!] }, output: { axis: 1, growth: output } },
        bias: { output: { axis: 0, growth: output } },
      },
    };
  },
};
