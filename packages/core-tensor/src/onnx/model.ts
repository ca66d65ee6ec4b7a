/** ONNX models as plain, typed data: what `readOnnx` returns, what `writeOnnx` takes, what jit and graph emit. */

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
}
export type OnnxDataType = keyof OnnxDataOf;

/** A constant: an initializer or the value of a `tensor` attribute. Row-major. */
export interface OnnxTensor<T extends OnnxDataType = OnnxDataType> {
  readonly dataType: T;
  readonly shape: readonly number[];
  readonly data: OnnxDataOf[T];
}

/** An attribute; the tag says which ONNX attribute type is written, so that 1 is never ambiguous. */
export type OnnxAttribute =
  | { readonly type: 'int'; readonly value: number | bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'tensor'; readonly value: OnnxTensor }
  | { readonly type: 'graph'; readonly value: OnnxGraph }
  | { readonly type: 'ints'; readonly value: readonly (number | bigint)[] }
  | { readonly type: 'floats'; readonly value: readonly number[] }
  | { readonly type: 'strings'; readonly value: readonly string[] };

/** One operator call. An absent optional input or output is the empty string. */
export interface OnnxNode {
  readonly op: string;
  /** `''` is the standard operator set. */
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** A graph input or output. A dimension is a size, a name such as `'batch'`, or null when unknown; `shape` is absent when the rank is. */
export interface OnnxValueInfo {
  readonly name: string;
  readonly dataType: OnnxDataType;
  readonly shape?: readonly (number | string | null)[];
}

export interface OnnxGraph {
  readonly name: string;
  /** In an order in which every input is defined before it is used. */
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
  /** Types of inner values, where the file says them. */
  readonly values?: readonly OnnxValueInfo[];
}

export interface OnnxModel {
  readonly irVersion: number;
  /** Operator set version by domain; `''` is the standard one. */
  readonly opsets: Readonly<Record<string, number>>;
  readonly graph: OnnxGraph;
  readonly producer?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}
