/** `Prelu`: x where it is positive, alpha x elsewhere. */

import { elementwise } from '../emit/elementwise.js';
import { unrolled } from '../emit/unrolled.js';
import { broadcastShape } from './broadcast-shape.js';
import type { PrimitiveKernel } from './kernel.js';

export const prelu: PrimitiveKernel = {
  name: 'Prelu',
  inputs: ['x', 'alpha'],
  infer: ([x, alpha]) => [{ shape: broadcastShape(x!.shape, alpha!.shape), dtype: 'float32' }],
  lower: (lowering, { inputs, outputs }) => {
    const [x, alpha] = inputs as [number, number];
    const { shape } = lowering.spec(outputs[0]!);
    // ONNX broadcasts alpha to x, never x to alpha.
    return [elementwise(lowering, 'PRelu', [unrolled(lowering, x), alpha], shape.length)];
  },
};
