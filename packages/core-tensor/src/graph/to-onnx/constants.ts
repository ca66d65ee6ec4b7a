/** Small constants in the forms that ONNX operators want them. */

import { type OnnxTensor, onnxTensor } from '../../onnx/index.js';

/** Whole numbers as a list. */
export function int64s(values: readonly (number | bigint)[]): OnnxTensor {
  return onnxTensor('int64', [values.length], BigInt64Array.from(values, BigInt));
}

/** Numbers in float32, as a list or in another shape. */
export function float32s(values: readonly number[], shape: readonly number[] = [values.length]): OnnxTensor {
  return onnxTensor('float32', shape, Float32Array.from(values));
}

/** One number without axes. */
export function float32(value: number): OnnxTensor {
  return float32s([value], []);
}

/** The shape that makes a list of one value per channel fit a value of the given rank in ONNX' axis order. */
export function perChannel(count: number, rank: number): readonly number[] {
  return rank === 4 && count > 1 ? [count, 1, 1] : [count];
}
