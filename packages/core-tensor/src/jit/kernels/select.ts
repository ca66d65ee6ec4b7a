/** `Select`: one of two operands by a condition, elementwise. */

import { elementwise } from '../emit/elementwise.js';
import { broadcastShape } from './broadcast-shape.js';
import type { PrimitiveKernel } from './kernel.js';

export const select: PrimitiveKernel = {
  name: 'Select',
  inputs: ['condition', 't', 'e'],
  infer: ([condition, t, e]) => [
    { shape: broadcastShape(condition!.shape, t!.shape, e!.shape), dtype: t!.dtype },
  ],
  lower: (lowering, { inputs, outputs }) => {
    const { shape, dtype } = lowering.spec(outputs[0]!);
    const apply = (op: string, operands: Parameters<typeof elementwise>[2]) =>
      elementwise(lowering, op, operands, shape.length);
    if (dtype !== 'bool') return [apply('Where', inputs)];
    // ONNX Runtime selects no booleans.
    const [condition, t, e] = inputs as [number, number, number];
    const otherwise = apply('And', [apply('Not', [condition]), e]);
    return [apply('Or', [apply('And', [condition, t]), otherwise])];
  },
};
