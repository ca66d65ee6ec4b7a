/** Kernels that only say how the same elements are seen: no memory moves unless it must. */

import { reshape as storedReshape } from '../emit/reshape.js';
import { inferredShape } from './inferred-shape.js';
import type { PrimitiveKernel } from './kernel.js';

export const identity: PrimitiveKernel = {
  name: 'Identity',
  inputs: ['x'],
  infer: ([x]) => [x!],
  lower: (lowering, { inputs }) => [lowering.stored(inputs[0]!)],
};

export const reshape: PrimitiveKernel = {
  name: 'Reshape',
  inputs: ['x'],
  infer: ([x], { shape }) => [{ shape: inferredShape(shape as number[], x!.shape), dtype: x!.dtype }],
  lower: (lowering, { inputs, outputs }) => [
    storedReshape(lowering, inputs[0]!, lowering.spec(outputs[0]!).shape),
  ],
};

export const expandDims: PrimitiveKernel = {
  name: 'ExpandDims',
  inputs: ['input'],
  infer: ([input], { dim }) => {
    const shape = [...input!.shape];
    const axis = Number(dim);
    shape.splice(axis < 0 ? axis + shape.length + 1 : axis, 0, 1);
    return [{ shape, dtype: input!.dtype }];
  },
  lower: reshape.lower,
};

export const transpose: PrimitiveKernel = {
  name: 'Transpose',
  inputs: ['x'],
  infer: ([x], { perm }) => [{ shape: (perm as number[]).map((axis) => x!.shape[axis]!), dtype: x!.dtype }],
  lower: (lowering, { inputs, attributes }) => {
    const at = lowering.stored(inputs[0]!);
    const perm = attributes.perm as number[];
    return [{ ...at, order: at.uniform ? at.order : at.order.map((axis) => perm.indexOf(axis)) }];
  },
};
