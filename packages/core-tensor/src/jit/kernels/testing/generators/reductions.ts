/** Generated calls of kernels that reduce or run along axes. */

import fc from 'fast-check';
import { axisOf, between, type Fill, fills, integer, shapes, tensor } from '../host-tensors.js';
import { type KernelCase, type KernelGenerator, withoutGradient } from '../kernel-case.js';

const { awayFromZero, coins, distinct, integers, normal, tied } = fills;

/** Any axes, or none named. */
const reductions = (kinds: readonly Fill[], attribute = 'axis'): fc.Arbitrary<KernelCase> =>
  shapes(1).chain((shape) => {
    const axes = fc.subarray([...shape.keys()], { minLength: 1 });
    return fc.record({
      inputs: fc.record({ x: tensor(shape, ...kinds) }),
      attributes: fc.record({ [attribute]: axes, keepDims: fc.boolean() }),
    });
  });

/** Any axis, or the last: tfjs' gradient of `Cumsum` is wrong along others. */
const alongAxis = (
  kinds: readonly Fill[],
  more: Record<string, fc.Arbitrary<boolean>> = {},
  { x = 'x', axis = 'axis', last = false, negative = true } = {},
): fc.Arbitrary<KernelCase> =>
  shapes(1).chain((shape) =>
    fc.record({
      inputs: fc.record({ [x]: tensor(shape, ...kinds) }),
      attributes: fc.record({
        [axis]: last ? fc.constant(shape.length - 1) : axisOf(shape, negative),
        ...more,
      }),
    }),
  );

const running = { exclusive: fc.boolean(), reverse: fc.boolean() };
const small = between(0.5, 1.5);

export const reductionGenerators: Readonly<Record<string, KernelGenerator>> = {
  All: { cases: reductions([coins]), gradient: withoutGradient.inTfjs },
  Any: { cases: reductions([coins]), gradient: withoutGradient.inTfjs },
  ArgMax: { cases: alongAxis([normal, tied, integers]), gradient: withoutGradient.zero },
  ArgMin: { cases: alongAxis([normal, tied, integers]), gradient: withoutGradient.zero },
  Cumprod: {
    cases: alongAxis([awayFromZero, tied], running, { negative: false }),
    gradient: withoutGradient.inTfjs,
  },
  Cumsum: {
    cases: alongAxis([normal, integers], running, { negative: false }),
    gradient: { of: ['x'], cases: alongAxis([normal], running, { last: true }) },
  },
  LogSoftmax: {
    cases: alongAxis([normal, between(-90, 90)], {}, { x: 'logits' }),
    gradient: { of: ['logits'], cases: alongAxis([normal], {}, { x: 'logits' }) },
  },
  Max: {
    cases: reductions([normal, tied, integers], 'reductionIndices'),
    gradient: { of: ['x'], cases: reductions([distinct], 'reductionIndices') },
  },
  Mean: { cases: reductions([normal]), gradient: { of: ['x'] } },
  Min: {
    cases: reductions([normal, tied, integers]),
    gradient: { of: ['x'], cases: reductions([distinct]) },
  },
  Prod: { cases: reductions([small, tied]), gradient: { of: ['x'], cases: reductions([small]) } },
  Softmax: {
    cases: alongAxis([normal, between(-90, 90)], {}, { x: 'logits', axis: 'dim' }),
    gradient: { of: ['logits'], cases: alongAxis([normal], {}, { x: 'logits', axis: 'dim' }) },
    differsFromTfjs: 'tfjs takes the last axis only',
  },
  Sum: { cases: reductions([normal, integers]), gradient: { of: ['x'], cases: reductions([normal]) } },
  TopK: {
    cases: shapes(1).chain((shape) =>
      fc.record({
        inputs: fc.record({ x: tensor(shape, normal, tied, integers) }),
        attributes: fc.record({ k: integer(1, shape.at(-1)!), sorted: fc.constant(true) }),
      }),
    ),
    gradient: withoutGradient.inTfjs,
  },
};
