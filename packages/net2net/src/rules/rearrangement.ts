/** Layers that move units: flattening, reshaping, slices, padding, reductions. */

import type {
  Flatten,
  Pad,
  PixelShuffle,
  Reduce,
  Reshape,
  Shape,
  Slice,
  Softmax,
  Transpose,
} from '@diopter/core-tensor/graph';
import {
  type AxisGrowth,
  joinedGrowth,
  partOfGrowth,
  repeatedPlaces,
  repeatedWhole,
  sizeAfter,
  unchanged,
} from '../growth/index.js';
import type { Labels } from '../units/index.js';
import { freezeAll } from './frozen.js';
import type { GrowthRule } from './rule.js';

/** How many places of an image there are for each channel, where that is known. */
function pixelsOf(shape: Shape): number | undefined {
  const sizes = shape.slice(1, -1);
  return sizes.some((size) => size === null)
    ? undefined
    : sizes.reduce<number>((product, size) => product * size!, 1);
}

/** Channels of all pixels in the order in which they are read. */
function flatUnits(units: Labels, pixels: number, order: Flatten['order']): Labels {
  const length = units.length * pixels;
  return order === 'nhwc'
    ? Int32Array.from({ length }, (_, place) => units[place % units.length]!)
    : Int32Array.from({ length }, (_, place) => units[Math.floor(place / pixels)]!);
}

function flatGrowth(growth: AxisGrowth, pixels: number, order: Flatten['order']): AxisGrowth {
  return order === 'nhwc' ? repeatedWhole(growth, pixels) : repeatedPlaces(growth, pixels);
}

export const flattenRule: GrowthRule<Flatten> = {
  trace({ order }, node) {
    const pixels = pixelsOf(node.inputShapes[0]!);
    if (pixels === undefined) return freezeAll(node, 'flattens an image of any size');
    return flatUnits(node.inputs[0]!, pixels, order);
  },
  grow(layer, { inputs: [growth], inputShapes: [shape] }) {
    return { layer, output: flatGrowth(growth!, pixelsOf(shape!) ?? 1, layer.order) };
  },
};

/** What a reshape does to channels: keeps them last, or flattens the image; `undefined` for anything else. */
function reshapeOf({ order }: Reshape, input: Shape, output: Shape): 'keep' | 'flatten' | undefined {
  const pixels = pixelsOf(input);
  const sameChannels = input.at(-1) === output.at(-1);
  if (sameChannels && (order === 'nhwc' || (pixels === 1 && pixelsOf(output) === 1))) return 'keep';
  if (output.length === 2 && pixels !== undefined && output[1] === pixels * (input.at(-1) ?? Number.NaN)) {
    return 'flatten';
  }
  return undefined;
}

/** The shape that a reshape asks for, with another last axis. */
function withLast({ shape, ...layer }: Reshape, size: number): Reshape {
  const last = shape.at(-1);
  return { ...layer, shape: typeof last === 'number' && last > 0 ? [...shape.slice(0, -1), size] : shape };
}

export const reshapeRule: GrowthRule<Reshape> = {
  trace(layer, node) {
    const [input] = node.inputShapes;
    const what = reshapeOf(layer, input!, node.shape);
    if (what === undefined) return freezeAll(node, 'reshapes channels into other axes');
    return what === 'keep' ? node.inputs[0]! : flatUnits(node.inputs[0]!, pixelsOf(input!)!, layer.order);
  },
  grow(layer, { inputs: [growth], inputShapes: [input], shape }) {
    const what = reshapeOf(layer, input!, shape);
    if (what === undefined) return { layer, output: unchanged(shape.at(-1) ?? 0) };
    const output = what === 'keep' ? growth! : flatGrowth(growth!, pixelsOf(input!)!, layer.order);
    return { layer: withLast(layer, sizeAfter(output)), output };
  },
};

/** The part of the last axis that a slice takes: where it starts and ends, or `undefined` where it leaves places out or turns them round. */
function channelRange({ ranges }: Slice, shape: Shape): readonly [number, number] | undefined {
  const size = shape.at(-1)!;
  const { start, end, step } = ranges[shape.length - 1] ?? { start: null, end: null, step: 1 };
  if (step !== 1) return undefined;
  const at = (place: number) => Math.min(Math.max(place < 0 ? place + size : place, 0), size);
  return [at(start ?? 0), at(end ?? size)];
}

export const sliceRule: GrowthRule<Slice> = {
  trace(layer, node) {
    const range = channelRange(layer, node.inputShapes[0]!);
    if (range === undefined) return freezeAll(node, 'takes every so many channels');
    return node.inputs[0]!.slice(...range);
  },
  grow(layer, { inputs: [growth], inputShapes: [shape] }) {
    const range = channelRange(layer, shape!);
    const last = shape!.length - 1;
    if (range === undefined) return { layer, output: unchanged(shape!.at(-1)!) };
    const [start, end] = range;
    const output = partOfGrowth(growth!, start, end);
    const before = sizeAfter(partOfGrowth(growth!, 0, start));
    if (layer.ranges[last] === undefined) return { layer, output };
    const ranges = layer.ranges.map((range, axis) =>
      axis === last ? { start: before, end: before + sizeAfter(output), step: 1 } : range,
    );
    return { layer: { ...layer, ranges }, output };
  },
};

/** Channels that are padded are units of their own, whose copies are more padding. */
export const padRule: GrowthRule<Pad> = {
  trace({ paddings, mode }, node) {
    const [before, after] = paddings.at(-1)!;
    if (before === 0 && after === 0) return node.inputs[0]!;
    if (mode !== 'constant' || before < 0 || after < 0) {
      return freezeAll(node, 'cuts channels off, or repeats them at the edge');
    }
    const padded = (count: number) => [...node.units.fresh(count)];
    return Int32Array.from([...padded(before), ...node.inputs[0]!, ...padded(after)]);
  },
  grow(layer, { inputs: [growth], own }) {
    const [before, after] = layer.paddings.at(-1)!;
    if (before <= 0 && after <= 0) return { layer, output: growth! };
    const whole = own();
    const size = before + growth!.before;
    const parts = [partOfGrowth(whole, 0, before), growth!, partOfGrowth(whole, size, size + after)] as const;
    const channels = [sizeAfter(parts[0]), sizeAfter(parts[2])] as const;
    return {
      layer: { ...layer, paddings: [...layer.paddings.slice(0, -1), channels] },
      output: joinedGrowth(parts),
    };
  },
};

function reduces(axes: readonly number[], rank: number): boolean {
  return axes.some((axis) => axis === -1 || axis === rank - 1);
}

export const reduceRule: GrowthRule<Reduce> = {
  trace({ axes }, node) {
    if (reduces(axes, node.inputShapes[0]!.length)) return freezeAll(node, 'reduces channels');
    return node.inputs[0]!;
  },
  grow(layer, { inputs: [growth], inputShapes: [shape], own }) {
    return { layer, output: reduces(layer.axes, shape!.length) ? own() : growth! };
  },
};

export const softmaxRule: GrowthRule<Softmax> = {
  trace({ axis }, node) {
    if (reduces([axis], node.shape.length)) return freezeAll(node, 'is a softmax over channels');
    return node.inputs[0]!;
  },
  grow: (layer, { inputs: [growth] }) => ({ layer, output: growth! }),
};

export const transposeRule: GrowthRule<Transpose> = {
  trace({ permutation }, node) {
    if (permutation.at(-1) !== permutation.length - 1)
      return freezeAll(node, 'moves channels to another axis');
    return node.inputs[0]!;
  },
  grow(layer, { inputs: [growth], own }) {
    const { permutation } = layer;
    return { layer, output: permutation.at(-1) === permutation.length - 1 ? growth! : own() };
  },
};

/** With the blocks' channels one after the other, each of a block's channels is copied alike. */
export const pixelShuffleRule: GrowthRule<PixelShuffle> = {
  trace({ block, order }, node) {
    if (order === 'CRD') return freezeAll(node, 'takes neighbouring channels for a block of pixels');
    const [read] = node.inputs;
    const channels = read!.length / block ** 2;
    const first = read!.slice(0, channels);
    for (let i = 1; i < block ** 2; i++) {
      node.units.tie(first, read!.slice(i * channels, (i + 1) * channels));
    }
    return first;
  },
  grow(layer, { inputs: [growth], own }) {
    if (layer.order === 'CRD') return { layer, output: own() };
    return { layer, output: partOfGrowth(growth!, 0, growth!.before / layer.block ** 2) };
  },
};
