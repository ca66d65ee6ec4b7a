/** Checking that the positions of a sparse constant lie in its shape. */
import { invalidOnnx } from '../invalid-onnx.js';
import type { OnnxSparseTensor } from '../model.js';
import { checkShape, checkTensor } from './tensor.js';

/** Indices come in two forms, into the flattened tensor or with one column for each axis, and ascend in both. */
export function checkSparseTensor({ shape, values, indices }: OnnxSparseTensor, where: string): void {
  checkShape(shape, where);
  checkTensor(values, `${where}, values`);
  checkTensor(indices, `${where}, indices`);
  const isFlat = indices.shape.length === 1;
  const axes = isFlat ? [shape.reduce((size, dimension) => size * dimension, 1)] : shape;
  const [count = 0, columns = 1] = indices.shape;
  if (
    !(indices.data instanceof BigInt64Array) ||
    (indices.shape.length !== 1 && indices.shape.length !== 2) ||
    columns !== axes.length ||
    values.shape.length !== 1 ||
    values.shape[0] !== count
  ) {
    throw invalidOnnx('values must be [count] and indices int64 [count] or [count, rank]', where);
  }
  let previous = -1;
  for (let row = 0; row < count; row++) {
    let position = 0;
    for (const [axis, size] of axes.entries()) {
      const index = Number(indices.data[row * columns + axis]);
      if (index < 0 || index >= size) throw invalidOnnx(`index ${index} is outside the shape`, where);
      position = position * size + index;
    }
    if (position <= previous) throw invalidOnnx('the indices do not ascend', where);
    previous = position;
  }
}
