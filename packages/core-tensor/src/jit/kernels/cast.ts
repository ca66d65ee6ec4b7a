/** `Cast` between float32, int32 and bool: towards zero for int32, unequal to zero for bool. */

import type { DType } from '../../tree/host-tensor.js';
import { elementwise } from '../emit/elementwise.js';
import type { PrimitiveKernel } from './kernel.js';

/** Numbers of the element types in the ONNX format. */
const onnxNumber: Record<DType, number> = { float32: 1, int32: 6, bool: 9 };

export const cast: PrimitiveKernel = {
  name: 'Cast',
  inputs: ['x'],
  infer: ([x], { dtype }) => [{ shape: x!.shape, dtype: dtype as DType }],
  lower: (lowering, { inputs, attributes }) => {
    const { shape, dtype } = lowering.spec(inputs[0]!);
    if (dtype === attributes.dtype) return [lowering.stored(inputs[0]!)];
    return [
      elementwise(lowering, 'Cast', inputs, shape.length, {
        attributes: { to: onnxNumber[attributes.dtype as DType] },
      }),
    ];
  },
};
