/** The element types of the safetensors format, and how each is read as a tensor of ours. */
import type { DType, HostTensor } from '../../tree/index.js';

/** How the elements of one type are read. */
export interface ElementType {
  readonly bytes: number;
  readonly dtype: DType;
  /** `data` has a whole number of elements and is a copy of its own; undefined when a value does not fit `dtype`. */
  readonly read: (data: ArrayBuffer) => HostTensor['data'] | undefined;
}

/**
 * The types that can be read. Integers become int32 if they fit, floats become float32: of shorter ones the very same
 * values, of 64-bit ones the nearest.
 */
export const elementTypes: ReadonlyMap<string, ElementType> = new Map<string, ElementType>([
  ['F64', { bytes: 8, dtype: 'float32', read: (data) => rounded(new Float64Array(data)) }],
  ['I64', { bytes: 8, dtype: 'int32', read: (data) => fitting(new BigInt64Array(data)) }],
  ['U64', { bytes: 8, dtype: 'int32', read: (data) => fitting(new BigUint64Array(data)) }],
  ['F32', { bytes: 4, dtype: 'float32', read: (data) => new Float32Array(data) }],
  ['I32', { bytes: 4, dtype: 'int32', read: (data) => new Int32Array(data) }],
  ['U32', { bytes: 4, dtype: 'int32', read: (data) => fitting(new Uint32Array(data)) }],
  ['F16', { bytes: 2, dtype: 'float32', read: (data) => Float32Array.from(new Uint16Array(data), float16) }],
  ['BF16', { bytes: 2, dtype: 'float32', read: (data) => bfloat16(new Uint16Array(data)) }],
  ['I16', { bytes: 2, dtype: 'int32', read: (data) => Int32Array.from(new Int16Array(data)) }],
  ['U16', { bytes: 2, dtype: 'int32', read: (data) => Int32Array.from(new Uint16Array(data)) }],
  ['I8', { bytes: 1, dtype: 'int32', read: (data) => Int32Array.from(new Int8Array(data)) }],
  ['U8', { bytes: 1, dtype: 'int32', read: (data) => Int32Array.from(new Uint8Array(data)) }],
  ['BOOL', { bytes: 1, dtype: 'bool', read: (data) => zerosAndOnes(new Uint8Array(data)) }],
]);

/** The type that stores each of ours. */
export const storedAs: Readonly<Record<DType, string>> = { float32: 'F32', int32: 'I32', bool: 'BOOL' };

function rounded(values: Float64Array): Float32Array | undefined {
  const result = Float32Array.from(values);
  return result.every((value, i) => Number.isFinite(value) === Number.isFinite(values[i]))
    ? result
    : undefined;
}

function fitting(values: BigInt64Array | BigUint64Array | Uint32Array): Int32Array | undefined {
  const result = new Int32Array(values.length);
  for (const [i, value] of values.entries()) {
    result[i] = Number(value);
    if (result[i] !== Number(value)) return undefined;
  }
  return result;
}

function zerosAndOnes(values: Uint8Array): Uint8Array | undefined {
  return values.every((value) => value <= 1) ? values : undefined;
}

/** IEEE 754 half precision: sign, 5 bits of exponent, 10 of fraction. */
function float16(word: number): number {
  const sign = word & 0x8000 ? -1 : 1;
  const exponent = (word >> 10) & 0x1f;
  const fraction = word & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The upper half of a float32. */
function bfloat16(words: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(words, (word) => word << 16).buffer);
}
