/** Checking that constants are what their shapes and types say. */
import { elementTypes, lengthFault } from '../element-types.js';
import { invalidOnnx } from '../invalid-onnx.js';
import type { OnnxTensor } from '../model.js';

export function checkTensor({ dataType, shape, data }: OnnxTensor, where: string): void {
  const { array } = elementTypes[dataType];
  checkShape(shape, where);
  if (array === undefined ? !Array.isArray(data) : !(data instanceof array)) {
    throw invalidOnnx(`${dataType} elements are kept in a ${array?.name ?? 'array of strings'}`, where);
  }
  const fault = lengthFault(dataType, shape, data.length);
  if (fault !== undefined) throw invalidOnnx(fault, where);
}

/** Every dimension is a size. */
export function checkShape(shape: readonly number[], where: string): void {
  for (const dimension of shape) {
    if (!Number.isSafeInteger(dimension) || dimension < 0) {
      throw invalidOnnx(`${dimension} is not a size`, where);
    }
  }
}
