/** The element types of ONNX: the number that stands for each in a file, and how its elements are stored. */
import type { OnnxDataOf, OnnxDataType } from './model.js';

/** The fields of a tensor that may hold its elements when `raw_data` does not. */
export type ElementField =
  | 'floatData'
  | 'int32Data'
  | 'int64Data'
  | 'doubleData'
  | 'uint64Data'
  | 'stringData';

/** How the elements of a type are stored. */
export interface ElementType {
  /** The number of the type in a file. */
  readonly code: number;
  /** The typed array of the elements; undefined for strings. */
  readonly array: ElementArrayConstructor | undefined;
  readonly field: ElementField;
  /** Array entries for each element: 2 for complex numbers, a fraction where several elements share a byte. */
  readonly entries: number;
}

/** The typed arrays in {@link OnnxDataOf}. */
export type ElementArray = Exclude<OnnxDataOf[OnnxDataType], string[]>;

/** A constructor of one of them. */
export interface ElementArrayConstructor {
  readonly name: string;
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): ElementArray;
  new (buffer: ArrayBuffer): ElementArray;
}

function type(
  code: number,
  array: ElementArrayConstructor | undefined,
  field: ElementField,
  entries = 1,
): ElementType {
  return { code, array, field, entries };
}

/** Every element type, by its name. */
export const elementTypes: Readonly<Record<OnnxDataType, ElementType>> = {
  float32: type(1, Float32Array, 'floatData'),
  uint8: type(2, Uint8Array, 'int32Data'),
  int8: type(3, Int8Array, 'int32Data'),
  uint16: type(4, Uint16Array, 'int32Data'),
  int16: type(5, Int16Array, 'int32Data'),
  int32: type(6, Int32Array, 'int32Data'),
  int64: type(7, BigInt64Array, 'int64Data'),
  string: type(8, undefined, 'stringData'),
  bool: type(9, Uint8Array, 'int32Data'),
  float16: type(10, Uint16Array, 'int32Data'),
  float64: type(11, Float64Array, 'doubleData'),
  uint32: type(12, Uint32Array, 'uint64Data'),
  uint64: type(13, BigUint64Array, 'uint64Data'),
  complex64: type(14, Float32Array, 'floatData', 2),
  complex128: type(15, Float64Array, 'doubleData', 2),
  bfloat16: type(16, Uint16Array, 'int32Data'),
  float8e4m3fn: type(17, Uint8Array, 'int32Data'),
  float8e4m3fnuz: type(18, Uint8Array, 'int32Data'),
  float8e5m2: type(19, Uint8Array, 'int32Data'),
  float8e5m2fnuz: type(20, Uint8Array, 'int32Data'),
  uint4: type(21, Uint8Array, 'int32Data', 1 / 2),
  int4: type(22, Uint8Array, 'int32Data', 1 / 2),
  float4e2m1: type(23, Uint8Array, 'int32Data', 1 / 2),
  float8e8m0: type(24, Uint8Array, 'int32Data'),
  uint2: type(25, Uint8Array, 'int32Data', 1 / 4),
  int2: type(26, Uint8Array, 'int32Data', 1 / 4),
};

const namesByCode = new Map(
  Object.entries(elementTypes).map(([name, { code }]) => [code, name as OnnxDataType]),
);

/** The name of the element type with this number, or undefined. */
export function dataTypeOfCode(code: number): OnnxDataType | undefined {
  return namesByCode.get(code);
}

/** How many array entries a tensor of this type and shape has. */
export function entriesOf(dataType: OnnxDataType, shape: readonly number[]): number {
  return Math.ceil(shape.reduce((size, dimension) => size * dimension, elementTypes[dataType].entries));
}

/** What is wrong with a tensor whose data have this many entries, or undefined. */
export function lengthFault(
  dataType: OnnxDataType,
  shape: readonly number[],
  length: number,
): string | undefined {
  const entries = entriesOf(dataType, shape);
  if (length === entries) return undefined;
  const shown = shape.length > 8 ? `${shape.slice(0, 8).join(', ')}, ...` : shape.join(', ');
  return `shape [${shown}] of ${dataType} needs ${entries} entries, the data have ${length}`;
}
