/** `Mod` and `FloorDiv`: division rounded down, so that the remainder has the divisor's sign. */

import { converted } from '../emit/converted.js';
import { elementwise } from '../emit/elementwise.js';
import type { Lowering } from '../emit/lowering.js';
import { scalar } from '../emit/scalar.js';
import type { Stored } from '../emit/stored.js';
import type { ProgramNode, ValueId } from '../program/program.js';
import { broadcastShape } from './broadcast-shape.js';
import type { PrimitiveKernel } from './kernel.js';

/** floor(a / b) of integers in double precision: exact, and ONNX Runtime's own integer division by zero ends the process. */
function flooredQuotient(lowering: Lowering, { inputs, outputs }: ProgramNode): Stored {
  const rank = lowering.spec(outputs[0]!).shape.length;
  const doubles = inputs.map((id) => converted(lowering, id, 'float64', lowering.spec(id).shape.length));
  return elementwise(lowering, 'Floor', [elementwise(lowering, 'Div', doubles, rank)], rank);
}

/** a - b floor(a / b) of integers. */
function integerRemainder(lowering: Lowering, node: ProgramNode): Stored {
  const rank = lowering.spec(node.outputs[0]!).shape.length;
  const quotient = converted(lowering, flooredQuotient(lowering, node), 'int32', rank);
  const [a, b] = node.inputs as [ValueId, ValueId];
  return elementwise(lowering, 'Sub', [a, elementwise(lowering, 'Mul', [quotient, b], rank)], rank);
}

/** C's remainder has the dividend's sign: where that is not the divisor's, one divisor more. */
function floatRemainder(lowering: Lowering, { inputs, outputs }: ProgramNode): Stored {
  const rank = lowering.spec(outputs[0]!).shape.length;
  const [a, b] = inputs as [ValueId, ValueId];
  const apply = (op: string, ...operands: (ValueId | Stored)[]) => elementwise(lowering, op, operands, rank);
  const remainder = elementwise(lowering, 'Mod', [a, b], rank, { attributes: { fmod: 1 } });
  const signs = apply('Mul', apply('Sign', remainder), apply('Sign', b));
  const opposite = apply('Less', signs, scalar(lowering, 0, 'float32', rank));
  return apply('Where', opposite, apply('Add', remainder, b), remainder);
}

export const mod: PrimitiveKernel = {
  name: 'Mod',
  inputs: ['a', 'b'],
  infer: ([a, b]) => [{ shape: broadcastShape(a!.shape, b!.shape), dtype: a!.dtype }],
  lower: (lowering, node) => {
    const integers = lowering.spec(node.inputs[0]!).dtype === 'int32';
    return [integers ? integerRemainder(lowering, node) : floatRemainder(lowering, node)];
  },
};

export const floorDiv: PrimitiveKernel = {
  name: 'FloorDiv',
  inputs: ['a', 'b'],
  infer: ([a, b]) => [{ shape: broadcastShape(a!.shape, b!.shape), dtype: 'int32' }],
  lower: (lowering, node) => {
    const rank = lowering.spec(node.outputs[0]!).shape.length;
    return [converted(lowering, flooredQuotient(lowering, node), 'int32', rank)];
  },
};
