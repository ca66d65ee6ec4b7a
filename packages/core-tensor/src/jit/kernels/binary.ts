/** Elementwise kernels of two operands that broadcast. */

import type { DType } from '../../tree/host-tensor.js';
import { converted } from '../emit/converted.js';
import { elementwise } from '../emit/elementwise.js';
import { broadcastShape } from './broadcast-shape.js';
import type { PrimitiveKernel } from './kernel.js';

interface BinaryKernel {
  readonly name: string;
  /** The ONNX operator of the same meaning. */
  readonly op: string;
  /** In which element types it computes; operands of others are cast to the first. Default: float32 and int32. */
  readonly domain?: readonly [DType, ...DType[]];
  /** The element type of the result, when it is not that of the (cast) operands. */
  readonly dtype?: DType;
}

const numbers = ['float32', 'int32'] as const;
const all = ['float32', 'int32', 'bool'] as const;

function binary({ name, op, domain = numbers, dtype }: BinaryKernel): PrimitiveKernel {
  const computedIn = (operand: DType) => (domain.includes(operand) ? operand : domain[0]);
  return {
    name,
    inputs: ['a', 'b'],
    infer: ([a, b]) => [{ shape: broadcastShape(a!.shape, b!.shape), dtype: dtype ?? computedIn(a!.dtype) }],
    lower: (lowering, { inputs, outputs }) => {
      const own = computedIn(lowering.spec(inputs[0]!).dtype);
      const operands = inputs.map((id) => {
        const spec = lowering.spec(id);
        return spec.dtype === own ? id : converted(lowering, id, own, spec.shape.length);
      });
      return [elementwise(lowering, op, operands, lowering.spec(outputs[0]!).shape.length)];
    },
  };
}

export const binaryKernels: readonly PrimitiveKernel[] = [
  binary({ name: 'Add', op: 'Add' }),
  binary({ name: 'Equal', op: 'Equal', domain: all, dtype: 'bool' }),
  binary({ name: 'Greater', op: 'Greater', dtype: 'bool' }),
  binary({ name: 'GreaterEqual', op: 'GreaterOrEqual', dtype: 'bool' }),
  binary({ name: 'Less', op: 'Less', dtype: 'bool' }),
  binary({ name: 'LessEqual', op: 'LessOrEqual', dtype: 'bool' }),
  binary({ name: 'LogicalAnd', op: 'And', domain: ['bool'] }),
  binary({ name: 'LogicalOr', op: 'Or', domain: ['bool'] }),
  binary({ name: 'LogicalXor', op: 'Xor', domain: ['bool'] }),
  binary({ name: 'Maximum', op: 'Max' }),
  binary({ name: 'Minimum', op: 'Min' }),
  binary({ name: 'Multiply', op: 'Mul' }),
  binary({ name: 'Pow', op: 'Pow' }),
  binary({ name: 'RealDiv', op: 'Div', domain: ['float32'] }),
  binary({ name: 'Sub', op: 'Sub' }),
];
