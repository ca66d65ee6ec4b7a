/** Generated calls of kernels that only move elements. */

import fc from 'fast-check';
import { permutationValues, randomKey } from '../../../../random/index.js';
import { referenceKernels } from '../../../../reference/index.js';
import { broadcastTo, integer, seed, shapes, tensor } from '../host-tensors.js';
import { type KernelGenerator, withoutGradient } from '../kernel-case.js';
import { type AttributesOf, kinds, moved, moving } from './operands.js';

const { inTfjs } = withoutGradient;

const pads =
  (most: (size: number) => number): AttributesOf =>
  (shape) =>
    fc.record({
      paddings: fc.tuple(...shape.map((size) => fc.tuple(integer(0, most(size)), integer(0, most(size))))),
    });

const permutation = (rank: number) => seed.map((n) => [...permutationValues(randomKey(n), rank).data]);

/** Reshapes by cutting axes into factors and joining neighbours. */
const reshapes: AttributesOf = (shape) => {
  const pieces = shape.flatMap((size) => (size === 4 ? [2, 2] : [size]));
  return fc
    .tuple(fc.array(fc.boolean(), { minLength: pieces.length, maxLength: pieces.length }), fc.boolean())
    .map(([joined, leading]) => {
      const sizes = leading ? [1] : [];
      pieces.forEach((piece, i) => {
        if (joined[i] && sizes.length > 0) sizes.push(sizes.pop()! * piece);
        else sizes.push(piece);
      });
      return { shape: sizes };
    });
};

export const movingGenerators: Readonly<Record<string, KernelGenerator>> = {
  BroadcastTo: {
    cases: shapes().chain((shape) =>
      broadcastTo(shape).chain((from) =>
        fc.record({ inputs: fc.record({ x: tensor(from, ...kinds) }), attributes: fc.constant({ shape }) }),
      ),
    ),
    gradient: { none: 'tfjs records it as Tile' },
    differsFromTfjs: 'tfjs has no such kernel',
  },
  ExpandDims: moved((shape) => fc.record({ dim: integer(-shape.length - 1, shape.length) }), {
    least: 0,
    name: 'input',
  }),
  FlipLeftRight: {
    cases: shapes(4, 4).chain((shape) =>
      fc.record({ inputs: fc.record({ image: tensor(shape, ...kinds) }), attributes: fc.constant({}) }),
    ),
    witness: ([image]) => referenceKernels.Reverse!([image!], { dims: [2] }),
    differsFromTfjs: 'the reference knows it as Reverse',
    gradient: inTfjs,
  },
  MirrorPad: {
    cases: fc.constantFrom('reflect', 'symmetric').chain((mode) =>
      moving((shape) =>
        pads((size) => (mode === 'reflect' ? size - 1 : size))(shape).map((paddings) => ({
          ...paddings,
          mode,
        })),
      ),
    ),
    gradient: { none: "tfjs' leaves out what the mirror image adds" },
  },
  PadV2: moved((shape) =>
    fc
      .tuple(pads(() => 2)(shape), integer(0, 1))
      .map(([paddings, constantValue]) => ({ ...paddings, constantValue })),
  ),
  Reshape: moved(reshapes),
  Reverse: moved((shape) => fc.record({ dims: fc.subarray([...shape.keys()]) })),
  Slice: moved((shape) =>
    fc
      .tuple(
        ...shape.map((size) =>
          integer(0, size - 1).chain((begin) => fc.tuple(fc.constant(begin), integer(1, size - begin))),
        ),
      )
      .map((ranges) => ({ begin: ranges.map(([begin]) => begin), size: ranges.map(([, size]) => size) })),
  ),
  Tile: moved((shape) => fc.record({ reps: fc.tuple(...shape.map(() => integer(1, 3))) })),
  Transpose: moved((shape) => fc.record({ perm: permutation(shape.length) })),
};
