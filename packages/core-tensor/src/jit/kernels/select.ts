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
  lower: (lowering, { inputs, outputs }) => [
    elementwise(lowering, 'Where', inputs, lowering.spec(outputs[0]!).shape.length),
  ],
};
