/** Generated calls of kernels that address elements by their positions; positions occur several times. */

import fc from 'fast-check';
import { axisOf, fills, integer, shapes, tensor, wholeBetween } from '../host-tensors.js';
import { type KernelCase, type KernelGenerator, withoutGradient } from '../kernel-case.js';

const { coins, integers, normal } = fills;
const { inTfjs, zero } = withoutGradient;

const gathers = (floats: boolean, batches: boolean): fc.Arbitrary<KernelCase> =>
  fc.tuple(shapes(1), shapes(0, 2)).chain(([shape, picked]) =>
    fc
      .tuple(axisOf(shape, false), fc.constantFrom(...(floats ? [normal] : [normal, integers, coins])))
      .chain(([axis, kind]) =>
        integer(0, batches ? axis : 0).chain((batchDims) =>
          fc.record({
            inputs: fc.record({
              x: tensor(shape, kind),
              indices: tensor([...shape.slice(0, batchDims), ...picked], wholeBetween(0, shape[axis]! - 1)),
            }),
            attributes: fc.constant({ axis, batchDims }),
          }),
        ),
      ),
  );

const gatherNds: fc.Arbitrary<KernelCase> = fc.tuple(shapes(1), shapes(0, 2)).chain(([shape, outer]) =>
  integer(1, shape.length).chain((k) =>
    fc.record({
      inputs: fc.record({
        params: tensor(shape, normal, integers),
        indices: tensor([...outer, k], wholeBetween(0, Math.min(...shape.slice(0, k)) - 1)),
      }),
      attributes: fc.constant({}),
    }),
  ),
);

const scatterNds: fc.Arbitrary<KernelCase> = fc
  .tuple(shapes(1), shapes(1, 2, integer(1, 9)))
  .chain(([shape, outer]) =>
    integer(1, shape.length).chain((k) =>
      fc.record({
        inputs: fc.record({
          indices: tensor([...outer, k], wholeBetween(0, Math.min(...shape.slice(0, k)) - 1)),
          updates: tensor([...outer, ...shape.slice(k)], normal, integers),
        }),
        attributes: fc.constant({ shape }),
      }),
    ),
  );

/** Few segments, which are multiplied with one-hot rows, and many, which are scattered; some rows have none. */
const segmentSums = (floats: boolean): fc.Arbitrary<KernelCase> =>
  fc.tuple(integer(1, 40), shapes(0, 2), fc.constantFrom(1, 3, 300)).chain(([count, inner, numSegments]) =>
    fc.record({
      inputs: fc.record({
        x: tensor([count, ...inner], ...(floats ? [normal] : [normal, integers])),
        segmentIds: tensor([count], wholeBetween(-1, Math.min(numSegments, 5) - 1)),
      }),
      attributes: fc.constant({ numSegments }),
    }),
  );

const oneHots: fc.Arbitrary<KernelCase> = shapes(0, 3).chain((shape) =>
  fc.record({
    inputs: fc.record({ indices: tensor(shape, wholeBetween(-1, 5)) }),
    attributes: fc.record({
      depth: integer(1, 6),
      onValue: fc.constantFrom(1, 1, 3),
      offValue: fc.constantFrom(0, 0, -1),
      dtype: fc.constantFrom('float32', 'int32'),
    }),
  }),
);

export const indexingGenerators: Readonly<Record<string, KernelGenerator>> = {
  GatherNd: { cases: gatherNds, gradient: inTfjs },
  GatherV2: {
    cases: gathers(false, true),
    count: 24,
    gradient: { of: ['x'], cases: gathers(true, false) },
  },
  OneHot: { cases: oneHots, gradient: zero },
  ScatterNd: { cases: scatterNds, count: 20, gradient: inTfjs },
  UnsortedSegmentSum: {
    cases: segmentSums(false),
    count: 20,
    gradient: { of: ['x'], cases: segmentSums(true) },
  },
};
