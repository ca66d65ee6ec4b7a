/** Element types from their numbers. */
import { dataTypeOfCode } from '../element-types.js';
import { unsupportedOnnx } from '../invalid-onnx.js';
import type { OnnxDataType } from '../model.js';

/** @throws `unsupported-operator` for a number that no element type known here has. */
export function decodeDataType(code: number, where: string): OnnxDataType | 'unknown' {
  if (code === 0) return 'unknown';
  const dataType = dataTypeOfCode(code);
  if (dataType === undefined) throw unsupportedOnnx(`element type number ${code}`, where);
  return dataType;
}
