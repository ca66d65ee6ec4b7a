/** The builder of constants. */
import { DiopterError } from '../errors/index.js';
import { lengthFault } from './element-types.js';
import type { OnnxDataOf, OnnxDataType, OnnxTensor } from './model.js';

/**
 * A constant of the given element type and shape. The data are not copied.
 *
 * @throws `shape-mismatch` when `data` has not as many entries as the shape says.
 * @example
 * onnxTensor('int64', [2], BigInt64Array.of(0n, -1n));
 */
export function onnxTensor<T extends OnnxDataType>(
  dataType: T,
  shape: readonly number[],
  data: OnnxDataOf[T],
): OnnxTensor<T> {
  const fault = lengthFault(dataType, shape, data.length);
  if (fault !== undefined) throw new DiopterError('shape-mismatch', { what: fault, where: 'onnxTensor' });
  return { dataType, shape, data };
}
