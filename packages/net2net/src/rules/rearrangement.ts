/** Layers that move units: flattening, reshaping, slices, padding, reductions. */

import type {
  ElementOrder,
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
  partsOfGrowth,
  repeatedPlaces,
  repeatedWhole,
  sizeAfter,
} from '../growth/index.js';
import type { Labels } from '../units/index.js';
import { commonGrowth } from './common-growth.js';
import { freezeAll } from './frozen.js';
import type { GrowthRule } from './rule.js';

/** How many places of an image there are for each channel, where that is known. */
function pixelsOf(shape: Shape): number | undefined {
  const sizes = shape.slice(1, -1);
  return sizes.some((size) => size === null)
    ? undefined
    : sizes.reduce<number>((product, size) => product * size!, 1);
}

/** The order in which values are read: only images are ever turned. */
function readingOrder(order: ElementOrder, ...shapes: readonly Shape[]): ElementOrder {
  return shapes.some(({ length }) => length === 4) ? order : 'nhwc';
}

/** Channels of all pixels in the order in which they are read. */
function flatUnits(units: Labels, pixels: number, order: ElementOrder): Labels {
  const length = units.length * pixels;
  return order === 'nhwc'
    ? Int32Array.from({ length }, (_, place) => units[place % units.length]!)
    : Int32Array.from({ length }, (_, place) => units[Math.floor(place / pixels)]!);
}

function flatGrowth(growth: AxisGrowth, pixels: number, order: ElementOrder): AxisGrowth {
  return order === 'nhwc' ? repeatedWhole(growth, pixels) : repeatedPlaces(growth, pixels);
}

export const flattenRule: GrowthRule<Flatten> = {
  trace({ order }, node) {
    const [shape] = node.inputShapes;
    const pixels = pixelsOf(shape!);
    if (pixels === undefined) return freezeAll(node, 'flattens an image of any size');
    // A single axis becomes the batch.
    if (shape!.length < 2) return freezeAll(node, 'moves channels to another axis');
    return flatUnits(node.inputs[0]!, pixels, readingOrder(order, shape!));
  },
  grow(layer, { inputs: [growth], inputShapes: [shape], own }) {
    const pixels = pixelsOf(shape!);
    if (pixels === undefined || shape!.length < 2) return { layer, output: own() };
    return { layer, output: flatGrowth(growth!, pixels, readingOrder(layer.order, shape!)) };
  },
};

/** What a reshape does to channels: keeps them last, or flattens the image; `undefined` for anything else. */
function reshapeOf({ order }: Reshape, input: Shape, output: Shape): 'keep' | 'flatten' | undefined {
  const pixels = pixelsOf(input);
  if (input.at(-1) === null) return undefined;
  const rowMajor = readingOrder(order, input, output) === 'nhwc' || (pixels === 1 && pixelsOf(output) === 1);
  if (rowMajor && input.at(-1) === output.at(-1)) return 'keep';
  if (output.length === 2 && pixels !== undefined && output[1] === pixels * (input.at(-1) ?? Number.NaN)) {
    return 'flatten';
  }
  return undefined;
}

/** The reshape to another last axis. -1 still stands for what is left, whatever that is. */
function withLast({ shape, ...layer }: Reshape, size: number): Reshape {
  return { ...layer, shape: shape.at(-1) === -1 ? shape : [...shape.slice(0, -1), size] };
}

export const reshapeRule: GrowthRule<Reshape> = {
  trace(layer, node) {
    const [input] = node.inputShapes;
    const what = reshapeOf(layer, input!, node.shape);
    if (what === undefined) return freezeAll(node, 'reshapes channels into other axes');
    if (what === 'keep') return node.inputs[0]!;
    return flatUnits(node.inputs[0]!, pixelsOf(input!)!, readingOrder(layer.order, input!));
  },
  grow(layer, { inputs: [growth], inputShapes: [input], shape, own }) {
    const what = reshapeOf(layer, input!, shape);
    if (what === undefined) return { layer, output: own() };
    const order = readingOrder(layer.order, input!);
    const output = what === 'keep' ? growth! : flatGrowth(growth!, pixelsOf(input!)!, order);
    return { layer: withLast(layer, sizeAfter(output)), output };
  },
};

/** The part of the last axis that a slice takes: where it starts and ends, or `undefined` where that is not one piece in its order. */
function channelRange({ ranges }: Slice, shape: Shape): readonly [number, number] | undefined {
  const size = shape.at(-1)!;
  const { start, end, step } = ranges[shape.length - 1] ?? { start: null, end: null, step: 1 };
  if (step !== 1) return undefined;
  const at = (place: number) => Math.min(Math.max(place < 0 ? place + size : place, 0), size);
  const first = at(start ?? 0);
  return [first, Math.max(at(end ?? size), first)];
}

export const sliceRule: GrowthRule<Slice> = {
  trace(layer, node) {
    const range = channelRange(layer, node.inputShapes[0]!);
    if (range === undefined) return freezeAll(node, 'takes every so many channels');
    return node.inputs[0]!.slice(...range);
  },
  grow(layer, { name, inputs: [growth], inputShapes: [shape], own }) {
    const range = channelRange(layer, shape!);
    const last = shape!.length - 1;
    if (range === undefined) return { layer, output: own() };
    const [start, end] = range;
    const where = `node ${name}`;
    const output = partOfGrowth(growth!, start, end, where);
    const before = sizeAfter(partOfGrowth(growth!, 0, start, where));
    if (layer.ranges[last] === undefined) return { layer, output };
    const ranges = layer.ranges.map((range, axis) =>
      axis === last ? { start: before, end: before + sizeAfter(output), step: 1 } : range,
    );
    return { layer: { ...layer, ranges }, output };
  },
};

/** How many channels padding adds on either side; `undefined` where it cuts some off, or repeats them. */
function addedChannels({ paddings, mode }: Pad): readonly [number, number] | undefined {
  const [before, after] = paddings.at(-1)!;
  const none = before === 0 && after === 0;
  return none || (mode === 'constant' && before >= 0 && after >= 0) ? [before, after] : undefined;
}

/** Channels that are padded are units of their own, whose copies are more padding. */
export const padRule: GrowthRule<Pad> = {
  trace(layer, node) {
    const added = addedChannels(layer);
    if (added === undefined) return freezeAll(node, 'cuts channels off, or repeats them at the edge');
    const [before, after] = added.map((count) => [...node.units.fresh(count)]);
    return Int32Array.from([...before!, ...node.inputs[0]!, ...after!]);
  },
  grow(layer, { name, inputs: [growth], own }) {
    const added = addedChannels(layer);
    const whole = own();
    if (added === undefined) return { layer, output: whole };
    const [before, after] = added;
    const size = before + growth!.before;
    const part = (start: number, end: number) => partOfGrowth(whole, start, end, `node ${name}`);
    const parts = [part(0, before), growth!, part(size, size + after)] as const;
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
  grow(layer, { inputs: [growth], shape, own }) {
    return { layer, output: reduces([layer.axis], shape.length) ? own() : growth! };
  },
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
  grow(layer, { name, inputs: [growth], own }) {
    if (layer.order === 'CRD') return { layer, output: own() };
    const count = layer.block ** 2;
    return { layer, output: commonGrowth(name, partsOfGrowth(growth!, count, `node ${name}`)) };
  },
};
