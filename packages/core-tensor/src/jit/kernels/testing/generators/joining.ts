/** Generated calls of kernels that put tensors together and take them apart. */

import fc from 'fast-check';
import { axisOf, fills, integer, shapes, tensor } from '../host-tensors.js';
import { type KernelCase, type KernelGenerator, withoutGradient } from '../kernel-case.js';
import { type AttributesOf, kinds, moved, moving } from './operands.js';

const { normal } = fills;
const { inTfjs } = withoutGradient;

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

export const joiningGenerators: Readonly<Record<string, KernelGenerator>> = {
  Concat: { cases: joined(false, true), count: 20, gradient: { of: four, cases: joined(true, true) } },
  Pack: { cases: joined(false, false), gradient: { of: four, cases: joined(true, false) } },
  SplitV: moved(splits, { smallest: 2 }),
  StridedSlice: { cases: moving(stridedSlices), count: 24, gradient: inTfjs },
  Unpack: moved((shape) => fc.record({ axis: axisOf(shape) }), { smallest: 2, name: 'value' }),
};
