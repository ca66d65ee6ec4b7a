/** Checking the names and shapes of inputs and outputs. */
import { invalidOnnx } from '../invalid-onnx.js';
import type { OnnxValueInfo } from '../model.js';

export function checkValueInfo({ name, shape = [] }: OnnxValueInfo, where: string): void {
  if (name === '') throw invalidOnnx('a value without a name', where);
  for (const dimension of shape) {
    if (typeof dimension === 'number' && (!Number.isSafeInteger(dimension) || dimension < 0)) {
      throw invalidOnnx(`${dimension} is not a size`, `${where}, value ${name}`);
    }
  }
}
