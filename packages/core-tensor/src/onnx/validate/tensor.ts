/** Checking that constants are what their shapes and types say. */
import { elementTypes, entriesOf } from '../element-types.js';
import { invalidOnnx } from '../invalid-onnx.js';
import type { OnnxSparseTensor, OnnxTensor } from '../model.js';

export function checkTensor({ dataType, shape, data }: OnnxTensor, where: string): void {
  const { array } = elementTypes[dataType];
  checkShape(shape, where);
  if (array === undefined ? !Array.isArray(data) : !(data instanceof array)) {
    throw invalidOnnx(`${dataType} elements are kept in a ${array?.name ?? 'array of strings'}`, where);
  }
  const entries = entriesOf(dataType, shape);
  if (data.length !== entries) {
    throw invalidOnnx(
      `shape [${shape.join(', ')}] of ${dataType} needs ${entries} entries, the data have ${data.length}`,
      where,
    );
  }
}

/** Indices point into the shape and ascend, in either of their two forms. */
export function checkSparseTensor({ shape, values, indices }: OnnxSparseTensor, where: string): void {
  checkShape(shape, where);
  checkTensor(values, `${where}, values`);
  checkTensor(indices, `${where}, indices`);
  const count = values.shape[0];
  const rank = indices.shape.length === 1 ? 1 : indices.shape[1];
  if (
    !(indices.data instanceof BigInt64Array) ||
    values.shape.length !== 1 ||
    indices.shape[0] !== count ||
    indices.shape.length > 2 ||
    (indices.shape.length === 2 && rank !== shape.length)
  ) {
    throw invalidOnnx('values must be [count] and indices int64 [count] or [count, rank]', where);
  }
  const strides = indices.shape.length === 1 ? [1] : shape.map((_, axis) => product(shape.slice(axis + 1)));
  const limits = indices.shape.length === 1 ? [product(shape)] : shape;
  let previous = -1;
  for (let i = 0; i < indices.data.length; i += strides.length) {
    const position = strides.reduce((sum, stride, axis) => {
      const index = Number((indices.data as BigInt64Array)[i + axis]);
      if (index < 0 || index >= limits[axis]!)
        throw invalidOnnx(`index ${index} is outside the shape`, where);
      return sum + index * stride;
    }, 0);
    if (position <= previous) throw invalidOnnx('the indices do not ascend', where);
    previous = position;
  }
}

function checkShape(shape: readonly number[], where: string): void {
  for (const dimension of shape) {
    if (!Number.isSafeInteger(dimension) || dimension < 0) {
      throw invalidOnnx(`${dimension} is not a size`, where);
    }
  }
}

function product(shape: readonly number[]): number {
  return shape.reduce((size, dimension) => size * dimension, 1);
}
