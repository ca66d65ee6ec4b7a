/** The file's 64-bit integers as numbers. */
import { invalidOnnx } from '../invalid-onnx.js';

/** A number where it is exact, otherwise the bigint itself. */
export function decodeInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** @throws `invalid-onnx` when the value is negative or too large for an exact number. */
export function decodeSize(value: bigint, where: string): number {
  const size = decodeInteger(value);
  if (typeof size === 'bigint' || size < 0) throw invalidOnnx(`${value} is not a size`, where);
  return size;
}
