/** How each elementwise function is written as ONNX operators, and which operator stands for which function. */

import { float } from '../../onnx/index.js';
import { float32 } from '../to-onnx/constants.js';
import type { LayerWriter } from '../to-onnx/layer-writer.js';
import type { ElementwiseFunction, FunctionName, PlainFunction } from './activation-functions.js';

/** Functions that are one ONNX operator without attributes. */
export const plainOperators = {
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  softplus: 'Softplus',
  softsign: 'Softsign',
  hardSwish: 'HardSwish',
  erf: 'Erf',
  exp: 'Exp',
  log: 'Log',
  sqrt: 'Sqrt',
  reciprocal: 'Reciprocal',
  abs: 'Abs',
  negate: 'Neg',
  sin: 'Sin',
  cos: 'Cos',
  tan: 'Tan',
  asin: 'Asin',
  acos: 'Acos',
  atan: 'Atan',
  sinh: 'Sinh',
  cosh: 'Cosh',
  asinh: 'Asinh',
  acosh: 'Acosh',
  atanh: 'Atanh',
  sign: 'Sign',
  floor: 'Floor',
  ceil: 'Ceil',
  round: 'Round',
} as const satisfies Partial<Record<PlainFunction, string>>;

type Settings<Name extends FunctionName> = Extract<ElementwiseFunction, { readonly function: Name }>;

/** Functions that are one operator with attributes, or several operators. */
const writers: {
  readonly [Name in Exclude<FunctionName, keyof typeof plainOperators>]: (
    settings: Name extends PlainFunction ? ElementwiseFunction : Settings<Name>,
    writer: LayerWriter,
  ) => void;
} = {
  selu: (_, { inputs, add }) =>
    void add('Selu', inputs, { alpha: float(1.6732632423543772), gamma: float(1.0507009873554805) }),
  relu6: (_, writer) => limit(writer, 0, 6),
  gelu(_, { inputs: [x], add, constant }) {
    const scaled = add('Mul', [x!, constant('root-half', float32(Math.SQRT1_2))], {}, 'scaled');
    const erf = add('Erf', [scaled], {}, 'erf');
    const twice = add('Add', [erf, constant('one', float32(1))], {}, 'twice-probability');
    const half = add('Mul', [x!, constant('half', float32(0.5))], {}, 'half-input');
    add('Mul', [half, twice]);
  },
  swish(_, { inputs: [x], add }) {
    add('Mul', [x!, add('Sigmoid', [x!], {}, 'sigmoid')]);
  },
  square: (_, { inputs: [x], add }) => void add('Mul', [x!, x!]),
  leakyRelu: ({ slope }, { inputs, add }) => void add('LeakyRelu', inputs, { alpha: float(slope) }),
  elu: ({ alpha }, { inputs, add }) => void add('Elu', inputs, { alpha: float(alpha) }),
  celu: ({ alpha }, { inputs, add }) => void add('Celu', inputs, { alpha: float(alpha) }),
  thresholdedRelu: ({ threshold }, { inputs, add }) =>
    void add('ThresholdedRelu', inputs, { alpha: float(threshold) }),
  hardSigmoid: ({ alpha, beta }, { inputs, add }) =>
    void add('HardSigmoid', inputs, { alpha: float(alpha), beta: float(beta) }),
  clip: ({ minimum, maximum }, writer) => limit(writer, minimum, maximum),
};

function limit({ inputs, add, constant }: LayerWriter, minimum: number | null, maximum: number | null): void {
  const bound = (name: string, value: number | null) =>
    value === null ? '' : constant(name, float32(value));
  add('Clip', [inputs[0]!, bound('minimum', minimum), bound('maximum', maximum)]);
}

/** Writes the function that `settings` names. */
export function writeFunction(settings: ElementwiseFunction, writer: LayerWriter): void {
  const operators: Partial<Record<FunctionName, string>> = plainOperators;
  const op = operators[settings.function];
  if (op !== undefined) {
    writer.add(op, writer.inputs);
    return;
  }
  const table: Partial<Record<FunctionName, unknown>> = writers;
  const write = table[settings.function] as (settings: ElementwiseFunction, writer: LayerWriter) => void;
  write(settings, writer);
}
