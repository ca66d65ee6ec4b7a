/** Kernels that only move elements: other shapes, other axis orders, blocks of pixels. */

import {
  countedFromFront,
  numberAttribute,
  numbersAttribute,
  pairsAttribute,
  textAttribute,
} from '../attributes.js';
import type { ReferenceKernels } from '../kernel.js';
import { elementAt, generate, type ReferenceTensor } from '../tensor.js';
import { paddingKernels } from './padding.js';

const product = (sizes: readonly number[]) => sizes.reduce((a, b) => a * b, 1);

function reshape({ shape: old, data }: ReferenceTensor, shape: readonly number[]): ReferenceTensor {
  const known = product(shape.filter((size) => size !== -1));
  return { shape: shape.map((size) => (size === -1 ? product(old) / known : size)), data };
}

export const rearrangingKernels: ReferenceKernels = {
  Reshape: ([x], attributes) => [reshape(x!, numbersAttribute(attributes, 'shape'))],

  ExpandDims: ([x], attributes) => {
    const axis = countedFromFront(numberAttribute(attributes, 'dim'), x!.shape.length + 1);
    return [reshape(x!, x!.shape.toSpliced(axis, 0, 1))];
  },

  Transpose: ([x], attributes) => {
    const permutation = numbersAttribute(attributes, 'perm', [...x!.shape.keys()].reverse());
    return [
      generate(
        permutation.map((axis) => x!.shape[axis]!),
        (index) =>
          elementAt(
            x!,
            x!.shape.map((_, axis) => index[permutation.indexOf(axis)]!),
          ),
      ),
    ];
  },

  Reverse: ([x], attributes) => {
    const axes = numbersAttribute(attributes, 'dims').map((axis) => countedFromFront(axis, x!.shape.length));
    return [
      generate(x!.shape, (index) =>
        elementAt(
          x!,
          index.map((i, axis) => (axes.includes(axis) ? x!.shape[axis]! - 1 - i : i)),
        ),
      ),
    ];
  },

  /** Channel `(row * block + column) * depth + d` of a pixel becomes pixel `(row, column)` of its block. */
  DepthToSpace: ([x], attributes) => {
    const block = numberAttribute(attributes, 'blockSize');
    const isChannelsLast = textAttribute(attributes, 'dataFormat', 'NHWC') === 'NHWC';
    const [heightAxis, widthAxis, depthAxis] = isChannelsLast ? [1, 2, 3] : [2, 3, 1];
    const depth = x!.shape[depthAxis]! / block ** 2;
    const shape = x!.shape.map((size, axis) =>
      axis === depthAxis ? depth : axis === 0 ? size : size * block,
    );
    return [
      generate(shape, (index) => {
        const [row, column] = [index[heightAxis]!, index[widthAxis]!];
        const channel = ((row % block) * block + (column % block)) * depth + index[depthAxis]!;
        return elementAt(
          x!,
          index.map((i, axis) => (axis === depthAxis ? channel : axis === 0 ? i : Math.floor(i / block))),
        );
      }),
    ];
  },

  /** Position inside a block moves to the front of the batch: batch `blockIndex * batch + n`. */
  SpaceToBatchND: ([x], attributes) => {
    const blocks = numbersAttribute(attributes, 'blockShape');
    const spatial = pairsAttribute(attributes, 'paddings');
    const untouched = x!.shape.slice(1 + blocks.length).map(() => [0, 0] as const);
    const [padded] = paddingKernels.PadV2!([x!], { paddings: [[0, 0], ...spatial, ...untouched] });
    const [batch = 0, ...sizes] = padded!.shape;
    const shape = [batch * product(blocks), ...sizes.map((size, i) => size / (blocks[i] ?? 1))];
    return [
      generate(shape, ([b = 0, ...position]) => {
        const inBlock = unravel(Math.floor(b / batch), blocks);
        return elementAt(padded!, [
          b % batch,
          ...position.map((i, axis) => (axis < blocks.length ? i * blocks[axis]! + inBlock[axis]! : i)),
        ]);
      }),
    ];
  },

  BatchToSpaceND: ([x], attributes) => {
    const blocks = numbersAttribute(attributes, 'blockShape');
    const crops = pairsAttribute(attributes, 'crops');
    const [blockedBatch = 0, ...sizes] = x!.shape;
    const batch = blockedBatch / product(blocks);
    const [cropBefore, cropAfter] = [0, 1].map((side) => sizes.map((_, i) => crops[i]?.[side] ?? 0)) as [
      number[],
      number[],
    ];
    const shape = sizes.map((size, i) => size * (blocks[i] ?? 1) - cropBefore[i]! - cropAfter[i]!);
    return [
      generate([batch, ...shape], ([n = 0, ...position]) => {
        const uncropped = position.map((i, axis) => i + cropBefore[axis]!);
        const blockIndex = blocks.reduce(
          (offset, block, axis) => offset * block + (uncropped[axis]! % block),
          0,
        );
        return elementAt(x!, [
          blockIndex * batch + n,
          ...uncropped.map((i, axis) => Math.floor(i / (blocks[axis] ?? 1))),
        ]);
      }),
    ];
  },
};

/** The index of the `offset`-th element of a row-major tensor. */
function unravel(offset: number, shape: readonly number[]): number[] {
  return shape.map((size, axis) => Math.floor(offset / product(shape.slice(axis + 1))) % size);
}
