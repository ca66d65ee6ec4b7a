/** Integers as the 64-bit ones of the file. */
import { invalidOnnx } from '../invalid-onnx.js';

/** @throws `invalid-onnx` for a fraction, NaN, infinity or a value beyond 64 bits. */
export function encodeInteger(value: number | bigint, where: string): bigint {
  const integer = Number.isInteger(value) ? BigInt(value) : value;
  if (typeof integer !== 'bigint' || BigInt.asIntN(64, integer) !== integer) {
    throw invalidOnnx(`${value} is not a 64-bit integer`, where);
  }
  return integer;
}
