/** Generated calls of kernels that only move elements. */

import fc from 'fast-check';
import { permutationValues, randomKey } from '../../../../random/index.js';
import { referenceKernels } from '../../../../reference/index.js';
import { axisOf, broadcastTo, fills, integer, seed, shapes, tensor } from '../host-tensors.js';
import { type KernelCase, type KernelGenerator, withoutGradient } from '../kernel-case.js';

const { coins, integers, normal } = fills;
const kinds = [normal, normal, integers, coins];
const { inTfjs } = withoutGradient;

type AttributesOf = (shape: readonly number[]) => fc.Arbitrary<KernelCase['attributes']>;

interface MovingOptions {
  readonly least?: number;
  /** Smallest size of an axis. */
  readonly smallest?: number;
  readonly name?: string;
  readonly floats?: boolean;
}

/** One operand of at least so many axes, with attributes that depend on its shape. */
const moving = (
  attributesOf: AttributesOf,
  { least = 1, smallest = 1, name = 'x', floats = false }: MovingOptions = {},
): fc.Arbitrary<KernelCase> =>
  shapes(least, 4, integer(smallest, 4)).chain((shape) =>
    fc.record({
      inputs: fc.record({ [name]: tensor(shape, ...(floats ? [normal] : kinds)) }),
      attributes: attributesOf(shape),
    }),
  );

/** A generator whose gradient is taken at the same kind of case, of floats. */
const moved = (attributesOf: AttributesOf, options: MovingOptions = {}): KernelGenerator => ({
  cases: moving(attributesOf, options),
  count: 16,
  gradient: { of: [options.name ?? 'x'], cases: moving(attributesOf, { ...options, floats: true }) },
});

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

/** `count` operands that differ along one axis. */
const joined = (floats: boolean, differs: boolean): fc.Arbitrary<KernelCase> =>
  fc
    .tuple(shapes(differs ? 1 : 0, 3), integer(1, 4), fc.constantFrom(...(floats ? [normal] : kinds)))
    .chain(([shape, count, kind]) => {
      const axes = differs ? axisOf(shape) : integer(-shape.length - 1, shape.length);
      return axes.chain((axis) => {
        const along = differs && axis < 0 ? axis + shape.length : axis;
        const operand = (differs ? integer(1, 3) : fc.constant(0)).chain((size) =>
          tensor(
            shape.map((old, i) => (differs && i === along ? size : old)),
            kind,
          ),
        );
        const inputs = fc.record(
          Object.fromEntries(Array.from({ length: count }, (_, i) => [String(i), operand])),
        );
        return fc.record({ inputs, attributes: fc.constant({ axis }) });
      });
    });

const four = ['0', '1', '2', '3'];

/** At least two parts: tfjs has no gradient of a list of one. */
const splits: AttributesOf = (shape) =>
  axisOf(shape).chain((axis) => {
    const size = shape.at(axis)!;
    const equal = [...Array(size + 1).keys()].filter((parts) => parts > 1 && size % parts === 0);
    return fc.record({
      axis: fc.constant(axis),
      // A new list each time: tfjs writes into it.
      numOrSizeSplits: fc.constantFrom(...equal, 0, 1).map((parts) => {
        if (parts > 1) return parts;
        return parts === 0 ? [1, size - 1] : [1, -1];
      }),
    });
  });

const stridedSlices: AttributesOf = (shape) =>
  fc
    .tuple(
      fc.tuple(
        ...shape.map((size) =>
          fc.tuple(integer(0, size - 1), integer(1, size), fc.constantFrom(1, 1, 2, -1, -2)),
        ),
      ),
      integer(0, 2 ** shape.length - 1),
      integer(0, 2 ** shape.length - 1),
      integer(0, 1),
    )
    .map(([entries, beginMask, endMask, shrink]) => {
      // A slice that runs backwards starts where the other would end.
      const begin = entries.map(([first, count, step], axis) =>
        step > 0 ? first : Math.min(first + count, shape[axis]!) - 1,
      );
      const end = entries.map(([first, count, step], axis) =>
        step > 0 ? Math.min(first + count, shape[axis]!) : first - 1 - (first === 0 ? shape[axis]! : 0),
      );
      const strides = entries.map(([, , step]) => step);
      const shrinkAxisMask = strides.every((step) => step === 1) ? shrink : 0;
      return {
        begin,
        end,
        strides,
        beginMask: beginMask & ~shrinkAxisMask,
        endMask,
        ellipsisMask: 0,
        newAxisMask: 0,
        shrinkAxisMask,
      };
    });

const blockCases = (kernel: 'space' | 'batch', floats: boolean): fc.Arbitrary<KernelCase> =>
  fc
    .tuple(
      fc.tuple(integer(1, 3), integer(1, 3)),
      fc.tuple(integer(1, 3), integer(1, 3)),
      integer(1, 2),
      integer(1, 3),
    )
    .chain(([blocks, counts, batch, channels]) => {
      const sizes = blocks.map((block, i) => block * counts[i]!);
      const cut = fc.tuple(...sizes.map((size) => integer(0, Math.min(2, size - 1))));
      return cut.chain((before) => {
        const pairs = before.map((size) => [size, 0]);
        const shape =
          kernel === 'space'
            ? [batch, ...sizes.map((size, i) => size - before[i]!), channels]
            : [batch * blocks[0]! * blocks[1]!, ...counts, channels];
        return fc.record({
          inputs: fc.record({ x: tensor(shape, ...(floats ? [normal] : kinds)) }),
          attributes: fc.constant({ blockShape: blocks, [kernel === 'space' ? 'paddings' : 'crops']: pairs }),
        });
      });
    });

export const movingGenerators: Readonly<Record<string, KernelGenerator>> = {
  BatchToSpaceND: {
    cases: blockCases('batch', false),
    gradient: { of: ['x'], cases: blockCases('batch', true) },
  },
  BroadcastTo: {
    cases: shapes().chain((shape) =>
      broadcastTo(shape).chain((from) =>
        fc.record({ inputs: fc.record({ x: tensor(from, ...kinds) }), attributes: fc.constant({ shape }) }),
      ),
    ),
    gradient: { none: 'tfjs records it as Tile' },
    differsFromTfjs: 'tfjs has no such kernel',
  },
  Concat: { cases: joined(false, true), count: 20, gradient: { of: four, cases: joined(true, true) } },
  DepthToSpace: {
    cases: fc
      .tuple(shapes(3, 3), integer(1, 3), integer(1, 2), fc.constantFrom('NHWC', 'NCHW'))
      .chain(([[batch, height, width], blockSize, depth, dataFormat]) => {
        const channels = depth * blockSize ** 2;
        const shape =
          dataFormat === 'NHWC' ? [batch!, height!, width!, channels] : [batch!, channels, height!, width!];
        return fc.record({
          inputs: fc.record({ x: tensor(shape, ...kinds) }),
          attributes: fc.constant({ blockSize, dataFormat }),
        });
      }),
    gradient: inTfjs,
    differsFromTfjs: 'its cpu backend takes NHWC only',
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
  Pack: { cases: joined(false, false), gradient: { of: four, cases: joined(true, false) } },
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
  SpaceToBatchND: {
    cases: blockCases('space', false),
    gradient: { of: ['x'], cases: blockCases('space', true) },
  },
  SplitV: moved(splits, { smallest: 2 }),
  StridedSlice: { cases: moving(stridedSlices), count: 24, gradient: inTfjs },
  Tile: moved((shape) => fc.record({ reps: fc.tuple(...shape.map(() => integer(1, 3))) })),
  Transpose: moved((shape) => fc.record({ perm: permutation(shape.length) })),
  Unpack: moved((shape) => fc.record({ axis: axisOf(shape) }), { smallest: 2, name: 'value' }),
};
