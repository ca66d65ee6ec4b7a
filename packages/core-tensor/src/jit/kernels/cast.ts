/** `Cast` between float32, int32 and bool: towards zero for int32, unequal to zero for bool. */

import type { DType } from '../../tree/host-tensor.js';
import { converted } from '../emit/converted.js';
import type { PrimitiveKernel } from './kernel.js';

export const cast: PrimitiveKernel = {
  name: 'Cast',
  inputs: ['x'],
  infer: ([x], { dtype }) => [{ shape: x!.shape, dtype: dtype as DType }],
  lower: (lowering, { inputs, attributes }) => {
    const [x] = inputs as [number];
    const { shape, dtype } = lowering.spec(x);
    const to = attributes.dtype as DType;
    return [dtype === to ? lowering.stored(x) : converted(lowering, x, to, shape.length)];
  },
};
