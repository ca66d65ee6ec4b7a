/** Functions of two numbers, applied to the elements of two tensors broadcast together. */

import type { ReferenceKernel, ReferenceKernels } from '../kernel.js';
import { broadcastElementAt, broadcastShape, generate } from '../tensor.js';

type BinaryFunction = (a: number, b: number) => number;

const isTrue = (condition: boolean) => (condition ? 1 : 0);
const floorModulo = (a: number, b: number) => {
  const remainder = a % b;
  return remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder;
};

const binaryFunctions: Readonly<Record<string, BinaryFunction>> = {
  Add: (a, b) => a + b,
  Atan2: Math.atan2,
  BitwiseAnd: (a, b) => a & b,
  EluGrad: (dy, y) => (y >= 0 ? dy : dy * (y + 1)),
  Equal: (a, b) => isTrue(a === b),
  FloorDiv: (a, b) => Math.floor(a / b),
  Greater: (a, b) => isTrue(a > b),
  GreaterEqual: (a, b) => isTrue(a >= b),
  Less: (a, b) => isTrue(a < b),
  LessEqual: (a, b) => isTrue(a <= b),
  LogicalAnd: (a, b) => isTrue(a !== 0 && b !== 0),
  LogicalOr: (a, b) => isTrue(a !== 0 || b !== 0),
  LogicalXor: (a, b) => isTrue((a !== 0) !== (b !== 0)),
  Maximum: Math.max,
  Minimum: Math.min,
  Mod: floorModulo,
  Multiply: (a, b) => a * b,
  NotEqual: (a, b) => isTrue(a !== b),
  Pow: (base, exponent) => base ** exponent,
  Prelu: (x, alpha) => (x >= 0 ? x : alpha * x),
  RealDiv: (a, b) => a / b,
  SquaredDifference: (a, b) => (a - b) ** 2,
  Sub: (a, b) => a - b,
};

const broadcast =
  (f: BinaryFunction): ReferenceKernel =>
  ([a, b]) => [
    generate(broadcastShape(a!.shape, b!.shape), (index) =>
      f(broadcastElementAt(a!, index), broadcastElementAt(b!, index)),
    ),
  ];

export const binaryKernels: ReferenceKernels = {
  ...Object.fromEntries(Object.entries(binaryFunctions).map(([name, f]) => [name, broadcast(f)])),

  AddN: (inputs) => [
    generate(inputs[0]!.shape, (index) => inputs.reduce((sum, x) => sum + broadcastElementAt(x, index), 0)),
  ],

  Select: ([condition, whenTrue, otherwise]) => [
    generate(broadcastShape(condition!.shape, whenTrue!.shape, otherwise!.shape), (index) =>
      broadcastElementAt(broadcastElementAt(condition!, index) !== 0 ? whenTrue! : otherwise!, index),
    ),
  ],
};
