/** Constants made from nothing but attributes and sizes, or converted. */

import { sizeOf } from '../../../tree/index.js';
import { elementTypes } from '../element-type.js';
import { emptyLike, fromTensor, type HostArray, int64Array } from '../host-array.js';
import type { FoldCall, Folds } from './fold.js';

function constantOf({ attributes }: FoldCall): HostArray | undefined {
  const tensor = attributes.tensor('value');
  if (tensor !== undefined) return fromTensor(tensor);
  const integers = attributes.ints('value_ints');
  if (integers !== undefined) return int64Array(integers);
  if (attributes.has('value_int')) return int64Array([attributes.int('value_int', 0)], []);
  const floats = attributes.floats('value_floats');
  if (floats !== undefined) {
    return { dataType: 'float32', shape: [floats.length], data: Float32Array.from(floats) };
  }
  if (!attributes.has('value_float')) return undefined;
  return { dataType: 'float32', shape: [], data: Float32Array.of(attributes.float('value_float', 0)) };
}

function constantOfShape({ inputs: [shape], attributes }: FoldCall): HostArray | undefined {
  const sizes = Array.from(shape!.data);
  if (sizes.some(Number.isNaN)) return undefined;
  const tensor = attributes.tensor('value');
  const value = tensor === undefined ? { dataType: 'float32' as const, data: [0] } : fromTensor(tensor);
  if (value === undefined) return undefined;
  const data = emptyLike(value, sizeOf(sizes)).fill(value.data[0]!);
  return { dataType: value.dataType, shape: sizes, data };
}

function cast({ inputs: [x], attributes }: FoldCall): HostArray | undefined {
  const dataType = elementTypes[attributes.int('to', 0)];
  if (dataType === undefined) return undefined;
  if (dataType === x!.dataType) return x!;
  const whole = !dataType.startsWith('float');
  const data = emptyLike({ dataType }, x!.data.length);
  data.set(whole ? x!.data.map((value) => Math.trunc(value)) : x!.data);
  return { dataType, shape: x!.shape, data };
}

function range({ inputs: [start, limit, delta] }: FoldCall): HostArray | undefined {
  const [from, to, step] = [start!.data[0]!, limit!.data[0]!, delta!.data[0]!];
  const count = Math.max(Math.ceil((to - from) / step), 0);
  if (Number.isNaN(count)) return undefined;
  const data = emptyLike(start!, count).map((_, i) => from + i * step);
  return { dataType: start!.dataType, shape: [count], data };
}

export const constantFolds: Folds = {
  Constant: constantOf,
  ConstantOfShape: constantOfShape,
  Identity: ({ inputs: [x] }) => x,
  Cast: cast,
  Range: range,
};
