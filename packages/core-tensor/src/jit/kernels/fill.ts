/** Tensors of equal elements: a scalar with a logical shape, so that they cost no memory. */

import type { DType } from '../../tree/host-tensor.js';
import { scalar } from '../emit/scalar.js';
import type { PrimitiveKernel } from './kernel.js';

export const fill: PrimitiveKernel = {
  name: 'Fill',
  inputs: [],
  infer: (_, { shape, dtype }) => [{ shape: shape as number[], dtype: (dtype ?? 'float32') as DType }],
  lower: (lowering, { attributes, outputs }) => {
    const { dtype, shape } = lowering.spec(outputs[0]!);
    return [scalar(lowering, Number(attributes.value), dtype, shape.length)];
  },
};

const like = (name: string, value: number): PrimitiveKernel => ({
  name,
  inputs: ['x'],
  infer: ([x]) => [x!],
  lower: (lowering, { outputs }) => {
    const { dtype, shape } = lowering.spec(outputs[0]!);
    return [scalar(lowering, value, dtype, shape.length)];
  },
});

export const zerosLike = like('ZerosLike', 0);
export const onesLike = like('OnesLike', 1);
