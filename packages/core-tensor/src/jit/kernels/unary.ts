/** Elementwise kernels of one operand. */

import type { AttributeInput } from '../emit/builder.js';
import { elementwise } from '../emit/elementwise.js';
import type { Lowering } from '../emit/lowering.js';
import type { Attributes, ProgramNode, ValueSpec } from '../program/program.js';
import type { PrimitiveKernel } from './kernel.js';

/** A kernel that one ONNX operator computes. */
function unary(
  name: string,
  op: string,
  attributesOf: (attributes: Attributes) => Record<string, AttributeInput> = () => ({}),
  dtype?: ValueSpec['dtype'],
): PrimitiveKernel {
  return {
    name,
    inputs: ['x'],
    infer: ([x]) => [{ shape: x!.shape, dtype: dtype ?? x!.dtype }],
    lower: (lowering: Lowering, { inputs, attributes }: ProgramNode) => [
      elementwise(lowering, op, inputs, lowering.spec(inputs[0]!).shape.length, {
        attributes: attributesOf(attributes),
      }),
    ],
  };
}

const float = (value: unknown): AttributeInput => ({ type: 'float', value: Number(value) });

/** tfjs kernels that are one ONNX operator of the same meaning. */
const sameInOnnx: readonly (readonly [kernel: string, op: string])[] = [
  ['Abs', 'Abs'],
  ['Acos', 'Acos'],
  ['Acosh', 'Acosh'],
  ['Asin', 'Asin'],
  ['Asinh', 'Asinh'],
  ['Atan', 'Atan'],
  ['Atanh', 'Atanh'],
  ['Ceil', 'Ceil'],
  ['Cos', 'Cos'],
  ['Cosh', 'Cosh'],
  ['Erf', 'Erf'],
  ['Exp', 'Exp'],
  ['Floor', 'Floor'],
  ['Log', 'Log'],
  ['Neg', 'Neg'],
  ['Reciprocal', 'Reciprocal'],
  ['Relu', 'Relu'],
  ['Round', 'Round'],
  ['Sigmoid', 'Sigmoid'],
  ['Sign', 'Sign'],
  ['Sin', 'Sin'],
  ['Sinh', 'Sinh'],
  ['Softplus', 'Softplus'],
  ['Sqrt', 'Sqrt'],
  ['Tan', 'Tan'],
  ['Tanh', 'Tanh'],
];

export const unaryKernels: readonly PrimitiveKernel[] = [
  ...sameInOnnx.map(([kernel, op]) => unary(kernel, op)),
  unary('Elu', 'Elu', () => ({ alpha: float(1) })),
  unary('LeakyRelu', 'LeakyRelu', ({ alpha }) => ({ alpha: float(alpha) })),
  unary('Selu', 'Selu'),
  unary('IsNan', 'IsNaN', undefined, 'bool'),
  unary('IsInf', 'IsInf', undefined, 'bool'),
  unary('LogicalNot', 'Not', undefined, 'bool'),
];
