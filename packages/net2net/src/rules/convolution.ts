/** Convolutions: they add up their inputs, group by group, and make units of their own. */

import type { Conv2d, Conv2dTranspose } from '@diopter/core-tensor/graph';
import { partsOfGrowth, repeatedPlaces, sizeAfter } from '../growth/index.js';
import type { Labels } from '../units/index.js';
import { freezeAll } from './frozen.js';
import type { GrowthRule } from './rule.js';

/** Whether every channel is convolved for itself: the group of a channel is the channel. */
function isDepthwise({ groups }: Conv2d, channels: number): boolean {
  return groups > 1 && groups === channels;
}

/** Equal parts, one after the other. */
function blocksOf(units: Labels, count: number): Labels[] {
  const size = units.length / count;
  return Array.from({ length: count }, (_, i) => units.slice(i * size, (i + 1) * size));
}

/** Every unit followed by itself, so often. */
function repeated(units: Labels, count: number): Labels {
  return Int32Array.from({ length: units.length * count }, (_, i) => units[Math.floor(i / count)]!);
}

export const conv2dRule: GrowthRule<Conv2d> = {
  widens: ({ filters }) => filters,
  trace(layer, { name, inputs: [read], units }) {
    const { groups, filters } = layer;
    if (isDepthwise(layer, read!.length)) return repeated(read!, filters / groups);
    const made = units.fresh(filters);
    if (groups > 1) {
      for (const side of [read!, made]) {
        units.constrain({ node: name, kind: 'balanced', blocks: blocksOf(side, groups) });
      }
    }
    return made;
  },
  grow(layer, { name, inputs: [read], own }) {
    const { groups, filters } = layer;
    const depthwise = isDepthwise(layer, read!.before);
    const output = depthwise ? repeatedPlaces(read!, filters / groups) : own();
    const made = { axis: 3, growth: output };
    return {
      layer: {
        ...layer,
        filters: sizeAfter(output),
        groups: depthwise ? sizeAfter(read!) : groups,
      },
      output,
      parameters: {
        filter: {
          output: made,
          // A channel that is convolved for itself is passed on, not added up.
          ...(!depthwise && { input: { axis: 2, groups: partsOfGrowth(read!, groups, `node ${name}`) } }),
        },
        bias: { output: { axis: 0, growth: output } },
      },
    };
  },
};

export const conv2dTransposeRule: GrowthRule<Conv2dTranspose> = {
  widens: ({ filters }) => filters,
  trace({ groups, filters }, node) {
    if (groups > 1) return freezeAll(node, 'is a transposed convolution in groups');
    return node.units.fresh(filters);
  },
  grow(layer, { inputs: [read], own }) {
    const output = own();
    if (layer.groups > 1) return { layer, output };
    return {
      layer: { ...layer, filters: sizeAfter(output) },
      output,
      parameters: {
        filter: { output: { axis: 2, growth: output }, input: { axis: 3, groups: [read!] } },
        bias: { output: { axis: 0, growth: output } },
      },
    };
  },
};
