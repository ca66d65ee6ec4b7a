/** Ways in which the same tensor reaches a kernel: turned over, stretched, uniform, constant. */

import * as tf from '@tensorflow/tfjs';
import { permutationValues, randomKey } from '../../../random/index.js';
import { referenceKernels, toReference } from '../../../reference/index.js';
import type { DType, HostTensor } from '../../../tree/index.js';
import type { Attributes } from '../../program/program.js';

export interface LaidOut {
  readonly layout: string;
  /** The tensor as the kernel sees it. */
  readonly tensor: HostTensor;
  /** What is fed to the compiled function. */
  readonly fed: HostTensor;
  /** From the fed tensor to the one that the kernel sees, inside the recorded function. */
  readonly see: (fed: tf.Tensor) => tf.Tensor;
}

type Layout = (tensor: HostTensor, seed: number) => LaidOut;

const plain: Layout = (tensor) => ({ layout: 'plain', tensor, fed: tensor, see: (fed) => fed });

/** The axes lie in another order. */
const permuted: Layout = (tensor, seed) => {
  const rank = tensor.shape.length;
  const order = [...permutationValues(randomKey(seed), rank).data];
  const back = order.map((_, axis) => order.indexOf(axis));
  const fed = changed('Transpose', tensor, { perm: order });
  return { layout: `in order ${order}`, tensor, fed, see: (x) => tf.transpose(x, back) };
};

/** Equal along one axis, which is stored once. */
const stretched: Layout = (tensor, seed) => {
  const { shape } = tensor;
  if (shape.length === 0) return plain(tensor, seed);
  const along = seed % shape.length;
  const sizes = shape.map((size, axis) => (axis === along ? 1 : size));
  const reps = shape.map((size, axis) => (axis === along ? size : 1));
  const fed = changed('Slice', tensor, { begin: shape.map(() => 0), size: sizes });
  const repeated = changed('Tile', fed, { reps });
  return { layout: `stretched along ${along}`, tensor: repeated, fed, see: (x) => tf.tile(x, reps) };
};

/** All elements equal. */
const uniform: Layout = (tensor, seed) => {
  if (tensor.data.length === 0) return plain(tensor, seed);
  const value = tensor.data[0]!;
  const filled = { ...tensor, data: tensor.data.slice().fill(value) } as HostTensor;
  const fed = { ...tensor, shape: [], data: tensor.data.slice(0, 1) } as HostTensor;
  const see = () => tf.fill([...tensor.shape], value, tensor.dtype);
  return { layout: 'uniform', tensor: filled, fed, see };
};

/** Known when the program is recorded. */
const constant: Layout = (tensor) => {
  const fed = { shape: [], dtype: 'float32', data: Float32Array.of(0) } as const;
  const see = () => tf.tensor(tensor.data, [...tensor.shape], tensor.dtype);
  return { layout: 'constant', tensor, fed, see };
};

function changed(kernel: string, tensor: HostTensor, attributes: Attributes): HostTensor {
  const { shape, data } = referenceKernels[kernel]!([toReference(tensor)], attributes)[0]!;
  return { shape, dtype: tensor.dtype, data: arrayOf[tensor.dtype](data) } as HostTensor;
}

const arrayOf: { readonly [D in DType]: (data: Float64Array) => HostTensor['data'] } = {
  float32: (data) => Float32Array.from(data),
  int32: (data) => Int32Array.from(data),
  bool: (data) => Uint8Array.from(data),
};

/** Layouts that leave the elements as they are. */
const faithful: readonly Layout[] = [permuted, plain, permuted, constant];
const all: readonly Layout[] = [...faithful, stretched, stretched, uniform];

/** The tensor in one of the layouts; those that make elements equal only where that is `allowed`. */
export function laidOut(tensor: HostTensor, seed: number, equalAllowed: boolean): LaidOut {
  const layouts = equalAllowed ? all : faithful;
  return layouts[seed % layouts.length]!(tensor, seed);
}
