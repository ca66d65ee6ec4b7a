/** Elementwise kernels of two operands that broadcast. */

import { elementwise } from '../emit/elementwise.js';
import { broadcastShape } from './broadcast-shape.js';
import type { PrimitiveKernel } from './kernel.js';

function binary(name: string, op: string, dtype?: 'bool'): PrimitiveKernel {
  return {
    name,
    inputs: ['a', 'b'],
    infer: ([a, b]) => [{ shape: broadcastShape(a!.shape, b!.shape), dtype: dtype ?? a!.dtype }],
    lower: (lowering, { inputs, outputs }) => [
      elementwise(lowering, op, inputs, lowering.spec(outputs[0]!).shape.length),
    ],
  };
}

/** tfjs kernels that are one ONNX operator of the same meaning. */
const arithmetic: readonly (readonly [kernel: string, op: string])[] = [
  ['Add', 'Add'],
  ['Sub', 'Sub'],
  ['Multiply', 'Mul'],
  ['RealDiv', 'Div'],
  ['Maximum', 'Max'],
  ['Minimum', 'Min'],
  ['Pow', 'Pow'],
];

const comparisons: readonly (readonly [kernel: string, op: string])[] = [
  ['Equal', 'Equal'],
  ['Greater', 'Greater'],
  ['GreaterEqual', 'GreaterOrEqual'],
  ['Less', 'Less'],
  ['LessEqual', 'LessOrEqual'],
  ['LogicalAnd', 'And'],
  ['LogicalOr', 'Or'],
];

export const binaryKernels: readonly PrimitiveKernel[] = [
  ...arithmetic.map(([kernel, op]) => binary(kernel, op)),
  ...comparisons.map(([kernel, op]) => binary(kernel, op, 'bool')),
];
