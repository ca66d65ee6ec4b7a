/** The numbers by which a file names element types in attributes. */

import type { OnnxDataType } from '../../onnx/index.js';

/** ONNX' `TensorProto.DataType`, for the types that constants about shapes have. */
export const elementTypes: Readonly<Record<number, OnnxDataType>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  9: 'bool',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
};
