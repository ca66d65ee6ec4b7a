/** Numbers of the element types in the ONNX format. */

import type { DType } from '../../tree/host-tensor.js';

export const onnxNumber = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11 } as const satisfies Record<
  DType | 'int64' | 'float64',
  number
>;
