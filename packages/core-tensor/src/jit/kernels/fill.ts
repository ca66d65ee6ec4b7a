/** Tensors of equal elements: a scalar with a logical shape, so that they cost no memory. */

import type { DType, HostTensor } from '../../tree/host-tensor.js';
import { type Lowering, uniformAt } from '../emit/lowering.js';
import type { Stored } from '../emit/stored.js';
import type { PrimitiveKernel } from './kernel.js';

const scalarOf: Record<DType, (value: number) => HostTensor['data']> = {
  float32: (value) => Float32Array.of(value),
  int32: (value) => Int32Array.of(value),
  bool: (value) => Uint8Array.of(value === 0 ? 0 : 1),
};

function uniform(lowering: Lowering, value: number, dtype: DType, rank: number): Stored {
  const name = lowering.builder.constant({ dataType: dtype, shape: [], data: scalarOf[dtype](value) });
  return uniformAt(name, rank);
}

export const fill: PrimitiveKernel = {
  name: 'Fill',
  inputs: [],
  infer: (_, { shape, dtype }) => [{ shape: shape as number[], dtype: (dtype ?? 'float32') as DType }],
  lower: (lowering, { attributes, outputs }) => {
    const { dtype, shape } = lowering.spec(outputs[0]!);
    return [uniform(lowering, Number(attributes.value), dtype, shape.length)];
  },
};

const like = (name: string, value: number): PrimitiveKernel => ({
  name,
  inputs: ['x'],
  infer: ([x]) => [x!],
  lower: (lowering, { outputs }) => {
    const { dtype, shape } = lowering.spec(outputs[0]!);
    return [uniform(lowering, value, dtype, shape.length)];
  },
});

export const zerosLike = like('ZerosLike', 0);
export const onesLike = like('OnesLike', 1);
