/** Constants in another shape. */

import { sizeOf } from '../../../tree/index.js';
import { isIdentity, permuted } from '../../layout.js';
import { permuteData } from '../../permute-data.js';
import { frontAxis } from '../../shape.js';
import type { HostArray } from '../host-array.js';
import { elementwise } from './arithmetic.js';
import { type FoldCall, type Folds, numbers } from './fold.js';

function reshaped(array: HostArray, target: readonly number[]): HostArray | undefined {
  const kept = target.map((size, axis) => (size === 0 ? array.shape[axis]! : size));
  const rest = kept.filter((size) => size !== -1).reduce((a, b) => a * b, 1);
  const shape = kept.map((size) => (size === -1 ? array.data.length / rest : size));
  return sizeOf(shape) === array.data.length ? { ...array, shape } : undefined;
}

function squeeze(call: FoldCall): HostArray {
  const [x] = call.inputs;
  const axes = numbers(call, 1, 'axes')?.map((axis) => frontAxis(axis, x!.shape.length));
  return {
    ...x!,
    shape: x!.shape.filter((size, axis) => (axes === undefined ? size !== 1 : !axes.includes(axis))),
  };
}

function unsqueeze(call: FoldCall): HostArray | undefined {
  const [x] = call.inputs;
  const axes = numbers(call, 1, 'axes');
  if (axes === undefined) return undefined;
  const rank = x!.shape.length + axes.length;
  const inserted = new Set(axes.map((axis) => frontAxis(axis, rank)));
  const sizes = [...x!.shape];
  const shape = Array.from({ length: rank }, (_, axis) => (inserted.has(axis) ? 1 : sizes.shift()!));
  return { ...x!, shape };
}

function transpose({ inputs: [x], attributes }: FoldCall): HostArray {
  const permutation = attributes.ints('perm') ?? x!.shape.map((_, axis) => axis).reverse();
  if (isIdentity(permutation)) return x!;
  return { ...x!, shape: permuted(x!.shape, permutation), data: permuteData(x!.data, x!.shape, permutation) };
}

function expand({ inputs: [x, shape] }: FoldCall): HostArray | undefined {
  const target = Array.from(shape!.data);
  if (target.some(Number.isNaN)) return undefined;
  const ones: HostArray = { dataType: x!.dataType, shape: target, data: new Float64Array(sizeOf(target)) };
  return elementwise([x!, ones], x!.dataType, ([value]) => value!);
}

export const shapeFolds: Folds = {
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Reshape: (call) => reshaped(call.inputs[0]!, numbers(call, 1, 'shape') ?? []),
  Flatten: ({ inputs: [x], attributes }) => {
    const axis = frontAxis(attributes.int('axis', 1), x!.shape.length);
    return reshaped(x!, [sizeOf(x!.shape.slice(0, axis)), -1]);
  },
  Transpose: transpose,
  Expand: expand,
};
