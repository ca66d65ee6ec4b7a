/** Elementwise kernels of one operand. */

import type { DType } from '../../tree/host-tensor.js';
import type { AttributeInput } from '../emit/builder.js';
import { converted } from '../emit/converted.js';
import { elementwise } from '../emit/elementwise.js';
import { scalar } from '../emit/scalar.js';
import type { Attributes } from '../program/program.js';
import type { PrimitiveKernel } from './kernel.js';

interface UnaryKernel {
  readonly name: string;
  /** The ONNX operator of the same meaning. */
  readonly op: string;
  /** In which element types it computes; operands of others are cast to the first. Default: float32 only. */
  readonly domain?: readonly [DType, ...DType[]];
  /** The element type of the result, when it is not that of the (cast) operand. */
  readonly dtype?: DType;
  readonly attributes?: (attributes: Attributes) => Readonly<Record<string, AttributeInput>>;
  /** Scalar operands after the first, of its element type. */
  readonly scalars?: (attributes: Attributes) => readonly number[];
}

function unary(kernel: UnaryKernel): PrimitiveKernel {
  const { name, op, domain = ['float32'], dtype, attributes: attributesOf, scalars } = kernel;
  const computedIn = (operand: DType) => (domain.includes(operand) ? operand : domain[0]);
  return {
    name,
    inputs: ['x'],
    infer: ([x]) => [{ shape: x!.shape, dtype: dtype ?? computedIn(x!.dtype) }],
    lower: (lowering, { inputs, attributes }) => {
      const [x] = inputs as [number];
      const spec = lowering.spec(x);
      const rank = spec.shape.length;
      const own = computedIn(spec.dtype);
      const operands = [
        own === spec.dtype ? x : converted(lowering, x, own, rank),
        ...(scalars?.(attributes) ?? []).map((value) => scalar(lowering, value, own, rank)),
      ];
      const options = attributesOf === undefined ? {} : { attributes: attributesOf(attributes) };
      return [elementwise(lowering, op, operands, rank, options)];
    },
  };
}

const float = (value: unknown): AttributeInput => ({ type: 'float', value: Number(value) });

/** tfjs kernels that ONNX knows by the same name. */
const sameInOnnx = [
  ...['Acos', 'Acosh', 'Asin', 'Asinh', 'Atan', 'Atanh', 'Ceil', 'Cos', 'Cosh', 'Erf', 'Exp', 'Floor', 'Log'],
  ...['Reciprocal', 'Round', 'Sigmoid', 'Sin', 'Sinh', 'Sqrt', 'Tan', 'Tanh'],
];

const numbers = ['float32', 'int32'] as const;

export const unaryKernels: readonly PrimitiveKernel[] = [
  ...sameInOnnx.map((name) => unary({ name, op: name })),
  ...['Abs', 'Neg', 'Relu', 'Sign'].map((name) => unary({ name, op: name, domain: numbers })),
  unary({
    name: 'ClipByValue',
    op: 'Clip',
    domain: numbers,
    scalars: ({ clipValueMin, clipValueMax }) => [Number(clipValueMin), Number(clipValueMax)],
  }),
  unary({ name: 'IsInf', op: 'IsInf', dtype: 'bool' }),
  unary({ name: 'IsNan', op: 'IsNaN', dtype: 'bool' }),
  unary({ name: 'LeakyRelu', op: 'LeakyRelu', attributes: ({ alpha }) => ({ alpha: float(alpha) }) }),
  unary({ name: 'LogicalNot', op: 'Not', domain: ['bool'] }),
  unary({ name: 'Relu6', op: 'Clip', domain: numbers, scalars: () => [0, 6] }),
];
