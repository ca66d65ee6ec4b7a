/**
 * ONNX models as plain, typed data: what `readOnnx` returns, what `writeOnnx` takes, what jit and graph emit.
 *
 * Everything that runs is here. Of the rest, what has no name here is kept verbatim in `otherFields`, except for the
 * remarks that a file may attach to a tensor, an attribute, a type or a dimension.
 */

/** Element types by their ONNX name, with the typed array that stores each. */
export interface OnnxDataOf {
  float32: Float32Array;
  uint8: Uint8Array;
  int8: Int8Array;
  uint16: Uint16Array;
  int16: Int16Array;
  int32: Int32Array;
  int64: BigInt64Array;
  string: string[];
  bool: Uint8Array;
  /** Raw 16-bit words. */
  float16: Uint16Array;
  float64: Float64Array;
  uint32: Uint32Array;
  uint64: BigUint64Array;
  /** Raw 16-bit words. */
  bfloat16: Uint16Array;
  /** Pairs: real part, imaginary part. */
  complex64: Float32Array;
  /** Pairs: real part, imaginary part. */
  complex128: Float64Array;
  /** Raw bytes, as for the four types below. */
  float8e4m3fn: Uint8Array;
  float8e4m3fnuz: Uint8Array;
  float8e5m2: Uint8Array;
  float8e5m2fnuz: Uint8Array;
  float8e8m0: Uint8Array;
  /** Two elements to a byte, the first in the low half; the last byte may be half used. As for the two types below. */
  uint4: Uint8Array;
  int4: Uint8Array;
  float4e2m1: Uint8Array;
  /** Four elements to a byte, the first in the lowest bits. */
  uint2: Uint8Array;
  /** Four elements to a byte, the first in the lowest bits. */
  int2: Uint8Array;
}
export type OnnxDataType = keyof OnnxDataOf;

/** A constant: an initializer or the value of a `tensor` attribute. Row-major. */
export interface OnnxTensor<T extends OnnxDataType = OnnxDataType> {
  readonly dataType: T;
  readonly shape: readonly number[];
  readonly data: OnnxDataOf[T];
}

/** A constant whose elements are zero except for those listed. */
export interface OnnxSparseTensor {
  readonly shape: readonly number[];
  /** Shape `[count]`. */
  readonly values: OnnxTensor;
  /** Shape `[count]`, into the flattened tensor, or `[count, rank]`; ascending. */
  readonly indices: OnnxTensor;
}

/** A dimension: a size, a name such as `'batch'`, or null when unknown. */
export type OnnxDimension = number | string | null;

/** The type of a value that need not be a tensor. */
export type OnnxType =
  | {
      readonly kind: 'tensor' | 'sparse-tensor';
      readonly dataType: OnnxDataType | 'unknown';
      readonly shape?: readonly OnnxDimension[];
    }
  | { readonly kind: 'sequence' | 'optional'; readonly element: OnnxType }
  | { readonly kind: 'map'; readonly key: OnnxDataType | 'unknown'; readonly value: OnnxType }
  | { readonly kind: 'opaque'; readonly domain: string; readonly name: string }
  | { readonly kind: 'unknown' };

/** A field that is not interpreted here (documentation, training information, device placement...), verbatim. */
export interface OnnxField {
  readonly number: number;
  readonly wireType: number;
  readonly data: Uint8Array;
}

/** What the file says beyond what is interpreted here; writing puts it back. */
interface WithOtherFields {
  readonly otherFields?: readonly OnnxField[];
}

/** An attribute; the tag says which ONNX attribute type is written, so that 1 is never ambiguous. */
export type OnnxAttribute =
  | { readonly type: 'int'; readonly value: number | bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  /** A string that is not UTF-8: some tools keep binary data there. Written as a string. */
  | { readonly type: 'bytes'; readonly value: Uint8Array }
  | { readonly type: 'tensor'; readonly value: OnnxTensor }
  | { readonly type: 'graph'; readonly value: OnnxGraph }
  | { readonly type: 'ints'; readonly value: readonly (number | bigint)[] }
  | { readonly type: 'floats'; readonly value: readonly number[] }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'tensors'; readonly value: readonly OnnxTensor[] }
  | { readonly type: 'graphs'; readonly value: readonly OnnxGraph[] }
  | { readonly type: 'sparse-tensor'; readonly value: OnnxSparseTensor }
  | { readonly type: 'sparse-tensors'; readonly value: readonly OnnxSparseTensor[] }
  | { readonly type: 'type'; readonly value: OnnxType }
  | { readonly type: 'types'; readonly value: readonly OnnxType[] }
  /** Inside a function: the value of the function's attribute called `value`, whose type is `of`. */
  | { readonly type: 'reference'; readonly value: string; readonly of: OnnxAttributeType };

/** The attribute types of the format. */
export type OnnxAttributeType = Exclude<OnnxAttribute['type'], 'bytes' | 'reference'>;

/** One operator call. An absent optional input or output is the empty string. */
export interface OnnxNode extends WithOtherFields {
  readonly op: string;
  /** `''` is the standard operator set. */
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
  /** Chooses among a model's functions of the same name. */
  readonly overload?: string;
}

/** A graph input or output. `shape` is absent when the rank is unknown. */
export interface OnnxValueInfo extends WithOtherFields {
  readonly name: string;
  /** `'unknown'` where the file does not say, and where the value is not a tensor: `type` then says what it is. */
  readonly dataType: OnnxDataType | 'unknown';
  readonly shape?: readonly OnnxDimension[];
  /** Present only where the value is not a dense tensor. */
  readonly type?: OnnxType;
}

export interface OnnxGraph extends WithOtherFields {
  readonly name: string;
  /** In an order in which every input is defined before it is used. */
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
  /** Types of inner values, where the file says them. */
  readonly values?: readonly OnnxValueInfo[];
  readonly sparseInitializers?: ReadonlyMap<string, OnnxSparseTensor>;
}

/** An operator that the model defines itself: nodes of this name and domain run these nodes. */
export interface OnnxFunction extends WithOtherFields {
  readonly name: string;
  readonly domain: string;
  readonly overload?: string;
  readonly opsets: Readonly<Record<string, number>>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Attributes without a default value. */
  readonly attributes: readonly string[];
  readonly defaults: Readonly<Record<string, OnnxAttribute>>;
  readonly nodes: readonly OnnxNode[];
  readonly values?: readonly OnnxValueInfo[];
}

export interface OnnxModel extends WithOtherFields {
  readonly irVersion: number;
  /** Operator set version by domain; `''` is the standard one. */
  readonly opsets: Readonly<Record<string, number>>;
  readonly graph: OnnxGraph;
  readonly producer?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly functions?: readonly OnnxFunction[];
}
