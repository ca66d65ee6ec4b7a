/** Kernels that exchange pixels for channels or batches, by reshaping and transposing. */

import * as tf from '@tensorflow/tfjs';
import { depthToSpace as shuffled } from '../../ops/index.js';
import type { CompositeKernel } from './kernel.js';

export const depthToSpace: CompositeKernel = {
  name: 'DepthToSpace',
  compose: ({ x }, { blockSize, dataFormat }) =>
    dataFormat === 'NCHW'
      ? tf.transpose(shuffled(tf.transpose(x!, [0, 2, 3, 1]), Number(blockSize)), [0, 3, 1, 2])
      : shuffled(x!, Number(blockSize)),
};

const product = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1);

/** The position inside a block becomes the slowest part of the batch. */
export const spaceToBatchND: CompositeKernel = {
  name: 'SpaceToBatchND',
  compose: ({ x }, { blockShape, paddings }) => {
    const blocks = blockShape as readonly number[];
    const rest = x!.shape.slice(1 + blocks.length);
    const pads = [[0, 0], ...(paddings as [number, number][]), ...rest.map(() => [0, 0])];
    const padded = tf.pad(x!, pads as [number, number][]);
    const [batch = 0] = padded.shape;
    const sizes = blocks.map((block, i) => padded.shape[1 + i]! / block);
    const split = tf.reshape(padded, [batch, ...sizes.flatMap((size, i) => [size, blocks[i]!]), ...rest]);
    const inBlock = blocks.map((_, i) => 2 + 2 * i);
    const between = blocks.map((_, i) => 1 + 2 * i);
    const others = rest.map((_, i) => 1 + 2 * blocks.length + i);
    const moved = tf.transpose(split, [...inBlock, 0, ...between, ...others]);
    return tf.reshape(moved, [batch * product(blocks), ...sizes, ...rest]);
  },
};

/** The inverse: the slowest part of the batch becomes the position inside a block. */
export const batchToSpaceND: CompositeKernel = {
  name: 'BatchToSpaceND',
  compose: ({ x }, { blockShape, crops }) => {
    const blocks = blockShape as readonly number[];
    const cut = crops as readonly (readonly [number, number])[];
    const batch = x!.shape[0]! / product(blocks);
    const sizes = x!.shape.slice(1, 1 + blocks.length);
    const rest = x!.shape.slice(1 + blocks.length);
    const split = tf.reshape(x!, [...blocks, batch, ...sizes, ...rest]);
    const interleaved = blocks.flatMap((_, i) => [blocks.length + 1 + i, i]);
    const others = rest.map((_, i) => 2 * blocks.length + 1 + i);
    const moved = tf.transpose(split, [blocks.length, ...interleaved, ...others]);
    const whole = sizes.map((size, i) => size * blocks[i]!);
    const joined = tf.reshape(moved, [batch, ...whole, ...rest]);
    return tf.slice(
      joined,
      [0, ...cut.map(([before]) => before), ...rest.map(() => 0)],
      [batch, ...whole.map((size, i) => size - cut[i]![0] - cut[i]![1]), ...rest],
    );
  },
};
