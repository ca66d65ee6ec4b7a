/** Generated calls of elementwise kernels of several operands, which broadcast. */

import fc from 'fast-check';
import {
  between,
  broadcastTo,
  type Fill,
  fills,
  integer,
  shapes,
  tensor,
  wholeBetween,
} from '../host-tensors.js';
import { type KernelCase, type KernelGenerator, type NoGradient, withoutGradient } from '../kernel-case.js';

type Kinds = readonly [a: Fill, b: Fill];

interface Binary {
  readonly names?: readonly [string, string];
  /** Numbers to compute with. */
  readonly fills: readonly Kinds[];
  /** Numbers to differentiate at, or why not. Default: the first kinds above. */
  readonly smooth?: Kinds | NoGradient;
  /** Differentiate operands of one shape only: tfjs does not sum the gradient over axes that were broadcast. */
  readonly sameShape?: true;
  readonly differsFromTfjs?: string;
}

const { awayFromZero, coins, distinct, integers, normal, positive, positiveIntegers, tied } = fills;
const { inTfjs, zero } = withoutGradient;
const numbers: readonly Kinds[] = [
  [normal, normal],
  [tied, tied],
  [integers, integers],
];
const booleans: readonly Kinds[] = [[coins, coins]];
/** `f` of drawn whole numbers and coins, one of each per element. */
const drawn =
  (minimum: number, maximum: number, f: (whole: number, coin: boolean) => number): Fill =>
  (seed, shape) => {
    const coin = coins(seed + 1, shape).data;
    const { data } = wholeBetween(minimum, maximum)(seed, shape);
    return { shape, dtype: 'float32', data: Float32Array.from(data, (whole, i) => f(whole, coin[i] === 1)) };
  };

const signed = (minimum: number, maximum: number) =>
  drawn(minimum, maximum, (whole, coin) => (coin ? whole : -whole));

/** No quotient is near a whole number, where rounding decides. */
const apart: Kinds = [drawn(-9, 9, (whole) => whole + 0.4), signed(1, 3)];

const integersWithoutZero: Fill = (seed, shape) => {
  const { data } = signed(1, 6)(seed, shape);
  return { shape, dtype: 'int32', data: Int32Array.from(data) };
};

const comparison: Binary = { fills: [...numbers, [coins, coins]], smooth: zero };
const order: Binary = { fills: numbers, smooth: zero };
const logical: Binary = { fills: booleans, smooth: inTfjs };

const kernels: Readonly<Record<string, Binary>> = {
  Add: { fills: numbers },
  Atan2: {
    fills: [
      [normal, normal],
      [tied, tied],
    ],
    smooth: [awayFromZero, normal],
  },
  Equal: comparison,
  FloorDiv: {
    fills: [apart, [integers, integersWithoutZero]],
    smooth: { none: "tfjs' is that of true division" },
  },
  Greater: order,
  GreaterEqual: order,
  Less: order,
  LessEqual: order,
  LogicalAnd: logical,
  LogicalOr: logical,
  LogicalXor: logical,
  Maximum: { fills: numbers, smooth: [distinct, tied], sameShape: true },
  Minimum: { fills: numbers, smooth: [distinct, tied], sameShape: true },
  Mod: { fills: [apart, [normal, awayFromZero], [integers, integersWithoutZero]], smooth: apart },
  Multiply: { fills: numbers },
  NotEqual: comparison,
  Pow: {
    fills: [
      [positive, normal],
      [positiveIntegers, wholeBetween(0, 4)],
    ],
  },
  Prelu: {
    names: ['x', 'alpha'],
    fills: [
      [normal, normal],
      [tied, normal],
    ],
    smooth: [distinct, normal],
  },
  RealDiv: { fills: [[normal, awayFromZero]] },
  SquaredDifference: { fills: numbers, sameShape: true },
  Sub: { fills: numbers },
};

function generator({
  names = ['a', 'b'],
  fills,
  smooth = fills[0]!,
  sameShape,
  ...rest
}: Binary): KernelGenerator {
  const isPrelu = names[0] === 'x';
  const cases = (kinds: readonly Kinds[]): fc.Arbitrary<KernelCase> =>
    fc.tuple(shapes(), fc.constantFrom(...kinds), fc.boolean()).chain(([shape, [a, b], isFirstWhole]) =>
      broadcastTo(shape).chain((smaller) =>
        fc.record({
          inputs: fc.record({
            [names[0]]: tensor(isPrelu || isFirstWhole ? shape : smaller, a),
            [names[1]]: tensor(isPrelu || isFirstWhole ? smaller : shape, b),
          }),
          attributes: fc.constant({}),
        }),
      ),
    );
  const gradient =
    'none' in smooth ? smooth : { of: names, cases: sameShape ? ofOneShape(names, smooth) : cases([smooth]) };
  return { ...rest, count: 16, cases: cases(fills), gradient };
}

const ofOneShape = (names: readonly string[], kinds: readonly Fill[]): fc.Arbitrary<KernelCase> =>
  shapes().chain((shape) =>
    fc.record({
      inputs: fc.record(Object.fromEntries(names.map((name, i) => [name, tensor(shape, kinds[i]!)]))),
      attributes: fc.constant({}),
    }),
  );

const sums = integer(1, 4).chain((count) => {
  const names = Array.from({ length: count }, (_, i) => String(i));
  return ofOneShape(
    names,
    names.map(() => normal),
  );
});

export const binaryGenerators: Readonly<Record<string, KernelGenerator>> = {
  ...Object.fromEntries(Object.entries(kernels).map(([name, kernel]) => [name, generator(kernel)])),

  AddN: { cases: sums, gradient: { of: ['0', '1', '2', '3'] } },

  EluGrad: {
    cases: ofOneShape(['dy', 'y'], [normal, between(-0.9, 2)]),
    gradient: withoutGradient.isGradient,
  },

  Select: {
    count: 16,
    cases: fc
      .constantFrom(normal, integers, coins)
      .chain((kind) => ofOneShape(['condition', 't', 'e'], [coins, kind, kind])),
    gradient: { of: ['t', 'e'], cases: ofOneShape(['condition', 't', 'e'], [coins, normal, normal]) },
  },
};
