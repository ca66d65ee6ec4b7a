/** Constants of a file while it is being read: weights, and numbers about shapes. */

import type { OnnxDataType, OnnxTensor } from '../../onnx/index.js';
import { sizeOf } from '../../tree/index.js';
import type { NumericArray } from '../permute-data.js';

/**
 * A constant in ONNX' axis order. Whole numbers of any width are stored as doubles, in which **NaN is a size that is not
 * known**: it spreads through the arithmetic on shapes by itself.
 */
export interface HostArray {
  readonly dataType: OnnxDataType;
  readonly shape: readonly number[];
  readonly data: NumericArray;
}

/** An ONNX tensor as a host array; `undefined` for types that are no numbers. */
export function fromTensor({ dataType, shape, data }: OnnxTensor): HostArray | undefined {
  if (dataType === 'float32') return { dataType, shape, data: data as Float32Array };
  if (!numberTypes.has(dataType)) return undefined;
  return { dataType, shape, data: Float64Array.from(data as ArrayLike<number | bigint>, Number) };
}

const numberTypes: ReadonlySet<OnnxDataType> = new Set([
  'float64',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'bool',
]);

/** Whole numbers about shapes. */
export function int64Array(values: readonly number[], shape: readonly number[] = [values.length]): HostArray {
  return { dataType: 'int64', shape, data: Float64Array.from(values) };
}

/** An array like `array` with other entries; `at` gives the entry of the input for each place. */
export function gathered(array: HostArray, shape: readonly number[], at: (i: number) => number): HostArray {
  const data = emptyLike(array, sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = array.data[at(i)]!;
  return { dataType: array.dataType, shape, data };
}

/** Room for `size` entries of the array's type. */
export function emptyLike(
  { dataType }: Pick<HostArray, 'dataType'>,
  size: number,
): Float32Array | Float64Array {
  return dataType === 'float32' ? new Float32Array(size) : new Float64Array(size);
}

/** The position along each axis of an entry, by its place in row-major order. */
export function positionOf(i: number, shape: readonly number[]): number[] {
  const position: number[] = [];
  for (const size of shape.toReversed()) {
    position.unshift(i % size);
    i = Math.floor(i / size);
  }
  return position;
}
