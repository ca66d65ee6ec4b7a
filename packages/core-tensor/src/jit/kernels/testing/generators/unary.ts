/** Generated calls of elementwise kernels of one operand. */

import fc from 'fast-check';
import { referenceKernels } from '../../../../reference/index.js';
import type { Attributes } from '../../../program/program.js';
import { between, type Fill, fills, shapes, tensor } from '../host-tensors.js';
import { type KernelCase, type KernelGenerator, type NoGradient, withoutGradient } from '../kernel-case.js';

interface Unary {
  /** Numbers to compute with. */
  readonly fills: readonly Fill[];
  /** Numbers to differentiate at, or why not. Default: the first kind above. */
  readonly smooth?: Fill | NoGradient;
  readonly attributes?: readonly Attributes[];
  readonly tolerance?: number;
  readonly scale?: number;
  readonly differsFromTfjs?: string;
}

const { awayFromZero, coins, distinct, halves, integers, nonFinite, normal, notNegative, positive, tied } =
  fills;
const { zero, inTfjs } = withoutGradient;
const open = between(-0.9, 0.9);

/** Numbers whose results are small: relative errors count. */
const tiny: Fill = (seed, shape) => between(-1e-4, 1e-4)(seed, shape);

const kernels: Readonly<Record<string, Unary>> = {
  Abs: { fills: [normal, tied, integers], smooth: awayFromZero },
  Acos: { fills: [open] },
  Acosh: { fills: [between(1.1, 9)] },
  Asin: { fills: [open] },
  Asinh: { fills: [normal] },
  Atan: { fills: [normal] },
  Atanh: { fills: [open] },
  Ceil: { fills: [normal, halves], smooth: zero },
  ClipByValue: {
    fills: [normal, tied, integers],
    smooth: distinct,
    attributes: [
      { clipValueMin: -1, clipValueMax: 2 },
      { clipValueMin: 0, clipValueMax: 1e9 },
    ],
  },
  Cos: { fills: [normal] },
  Cosh: { fills: [normal] },
  Elu: { fills: [normal, tied], smooth: awayFromZero },
  Erf: { fills: [normal], differsFromTfjs: 'tfjs approximates erf to 1.5e-7' },
  Exp: { fills: [normal] },
  Expm1: { fills: [normal, tiny], scale: 1e-9 },
  Floor: { fills: [normal, halves], smooth: zero },
  Identity: { fills: [normal, integers, coins] },
  IsFinite: { fills: [nonFinite], smooth: zero },
  IsInf: { fills: [nonFinite], smooth: zero },
  IsNan: { fills: [nonFinite], smooth: zero },
  LeakyRelu: { fills: [normal, tied], smooth: awayFromZero, attributes: [{ alpha: 0.2 }, { alpha: 0.01 }] },
  Log: { fills: [positive] },
  Log1p: { fills: [between(-0.8, 5), tiny], scale: 1e-9, smooth: between(-0.8, 5) },
  LogicalNot: { fills: [coins], smooth: inTfjs },
  Neg: { fills: [normal, integers] },
  OnesLike: { fills: [normal, integers, coins], smooth: zero },
  Reciprocal: { fills: [awayFromZero] },
  Relu: { fills: [normal, tied, integers], smooth: awayFromZero },
  Relu6: { fills: [between(-3, 9), tied, integers], smooth: distinct },
  Round: { fills: [normal, halves], smooth: zero },
  Rsqrt: { fills: [positive] },
  Selu: { fills: [normal, tied], smooth: awayFromZero },
  Sigmoid: { fills: [normal, between(-90, 90)], smooth: normal },
  Sign: { fills: [normal, tied, integers], smooth: zero },
  Sin: { fills: [normal] },
  Sinh: { fills: [normal] },
  Softplus: { fills: [normal, between(-90, 90)], smooth: normal },
  Sqrt: { fills: [notNegative], smooth: positive },
  Square: { fills: [normal, integers], smooth: normal },
  Step: { fills: [normal, tied], smooth: zero, attributes: [{ alpha: 0 }, { alpha: 0.3 }] },
  Tan: { fills: [between(-1.3, 1.3)] },
  Tanh: { fills: [normal] },
  ZerosLike: { fills: [normal, integers, coins], smooth: zero },
};

function generator({ fills, smooth = fills[0]!, attributes = [{}], ...rest }: Unary): KernelGenerator {
  const cases = (kinds: readonly Fill[]): fc.Arbitrary<KernelCase> =>
    shapes().chain((shape) =>
      fc.record({
        inputs: fc.record({ x: tensor(shape, ...kinds) }),
        attributes: fc.constantFrom(...attributes),
      }),
    );
  return {
    ...rest,
    cases: cases(fills),
    gradient: typeof smooth === 'function' ? { of: ['x'], cases: cases([smooth]) } : smooth,
  };
}

export const unaryGenerators: Readonly<Record<string, KernelGenerator>> = {
  Slope: {
    cases: shapes().chain((shape) =>
      fc.record({
        inputs: fc.record({ x: tensor(shape, normal, tied) }),
        attributes: fc.record({ alpha: fc.constantFrom(0, 0.2) }),
      }),
    ),
    witness: referenceKernels.Step!,
    gradient: { none: 'only passes make it' },
  },

  ...Object.fromEntries(Object.entries(kernels).map(([name, kernel]) => [name, generator(kernel)])),

  Cast: {
    cases: shapes().chain((shape) =>
      fc.record({
        inputs: fc.record({ x: tensor(shape, normal, halves, integers, coins) }),
        attributes: fc.record({ dtype: fc.constantFrom('float32', 'int32', 'bool') }),
      }),
    ),
    gradient: {
      of: ['x'],
      cases: shapes().chain((shape) =>
        fc.record({
          inputs: fc.record({ x: tensor(shape, normal) }),
          attributes: fc.constant({ dtype: 'float32' }),
        }),
      ),
    },
  },
};
