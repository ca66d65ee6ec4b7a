/** A stored value in another axis order: constants are turned over here, axes of extent 1 cost a reshape, the rest a Transpose. */

import type { OnnxDataOf, OnnxTensor } from '../../onnx/model.js';
import { sizeOf } from '../../tree/host-tensor.js';
import type { OnnxBuilder } from './builder.js';
import { type Stored, sameOrder } from './stored.js';

/** The name of `at` with its axes in `order`; extents stay what they are. */
export function transposed(builder: OnnxBuilder, at: Stored, order: readonly number[]): string {
  if (at.uniform || sameOrder(at.order, order)) return at.name;
  const permutation = order.map((axis) => at.order.indexOf(axis));
  const constant = builder.initializers.get(at.name);
  if (constant !== undefined) return builder.constant(transposeConstant(constant, permutation));
  const moving = permutation.filter((position) => at.extent[position] !== 1);
  if (moving.every((position, i) => i === 0 || moving[i - 1]! < position)) {
    return builder.node('Reshape', [
      at.name,
      builder.integers(permutation.map((position) => at.extent[position]!)),
    ]);
  }
  return builder.node('Transpose', [at.name], { attributes: { perm: permutation } });
}

const turned = new WeakMap<object, Map<string, OnnxTensor>>();

/** Remembered per data, so that one constant used in one order by several nodes is stored once. */
function transposeConstant(tensor: OnnxTensor, permutation: readonly number[]): OnnxTensor {
  const key = permutation.join(',');
  const known = turned.get(tensor.data)?.get(key);
  if (known !== undefined) return known;
  const result = transposeTensor(tensor, permutation);
  if (!turned.has(tensor.data)) turned.set(tensor.data, new Map());
  turned.get(tensor.data)!.set(key, result);
  return result;
}

function transposeTensor(tensor: OnnxTensor, permutation: readonly number[]): OnnxTensor {
  const { shape, data } = tensor;
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const target = permutation.map((position) => shape[position]!);
  const steps = permutation.map((position) => strides[position]!);
  const result = (data as Float32Array).slice() as OnnxDataOf['float32'];
  const index = new Array<number>(target.length).fill(0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = (data as Float32Array)[from]!;
    for (let axis = target.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++index[axis]! < target[axis]!) break;
      from -= steps[axis]! * target[axis]!;
      index[axis] = 0;
    }
  }
  return { ...tensor, shape: target, data: result } as OnnxTensor;
}
