/** Our plain tensors as the objects that ONNX Runtime reads, checked and made once per array. */

import type { OnnxValue } from 'onnxruntime-common';
import { DiopterError, type ErrorCode } from '../../errors/index.js';
import { sizeOf } from '../../tree/host-tensor.js';
import type { EngineDataType, EngineTensor } from './engine-tensor.js';

/** What ONNX Runtime reads of a tensor. */
export interface Binding {
  readonly type: EngineDataType;
  readonly dims: readonly number[];
  readonly location: 'cpu';
  readonly data: EngineTensor['data'];
}

const arrayOf = {
  float32: Float32Array,
  int32: Int32Array,
  bool: Uint8Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  float64: Float64Array,
  float16: Uint16Array,
} as const satisfies Record<EngineDataType, unknown>;

// Training feeds the same arrays at every step, hundreds of them: each is checked once.
const bindings = new WeakMap<object, Binding>();

/**
 * The binding of `tensor`, sharing its memory. It is not an ONNX Runtime `Tensor`, because that makes a Float16Array of raw words where
 * there is such a thing (Node 24), which the native code of 1.30 then takes for empty.
 *
 * @param where - what the tensor is, for errors.
 * @throws DiopterError `shape-mismatch` or `dtype-mismatch` if the data do not fit the shape or the data type,
 * `invalid-argument` if they are shared between threads, which ONNX Runtime does not take.
 */
export function bind({ dataType, shape, data }: EngineTensor, where: string): Binding {
  const known = bindings.get(data);
  if (known?.type === dataType && sameShape(known.dims, shape) && data.length === sizeOf(shape)) return known;
  check({ dataType, shape, data }, where);
  const binding = { type: dataType, dims: [...shape], location: 'cpu', data } as const;
  bindings.set(data, binding);
  return binding;
}

/** An output of ONNX Runtime as plain data. */
export function unbind({ type, dims, data }: OnnxValue): EngineTensor {
  const view = data as EngineTensor['data'];
  return {
    dataType: type as EngineDataType,
    shape: dims,
    // A Float16Array where there is such a thing; ours are always raw words.
    data: type === 'float16' ? new Uint16Array(view.buffer, view.byteOffset, view.length) : view,
  };
}

/**
 * Copy a result into the tensor given for it, where ONNX Runtime does not write there itself.
 *
 * @throws DiopterError `shape-mismatch` or `dtype-mismatch` if it does not fit.
 */
export function copyInto(target: EngineTensor, result: EngineTensor, where: string): void {
  const sameType = target.dataType === result.dataType;
  if (!sameType || !sameShape(target.shape, result.shape)) {
    throw new DiopterError(sameType ? 'shape-mismatch' : 'dtype-mismatch', {
      what: `the result is ${result.dataType} [${result.shape.join(', ')}], the tensor for it ${target.dataType} [${target.shape.join(', ')}]`,
      where,
      help: 'pass a tensor of the shape and data type that the model declares',
    });
  }
  (target.data as Uint8Array).set(result.data as Uint8Array);
}

function check({ dataType, shape, data }: EngineTensor, where: string): void {
  const refuse = (code: ErrorCode, what: string, help: string): never => {
    throw new DiopterError(code, { what, where, help });
  };
  if (!Object.hasOwn(arrayOf, dataType)) {
    refuse('dtype-mismatch', `there is no data type '${dataType}'`, `use ${Object.keys(arrayOf).join(', ')}`);
  }
  const { name } = arrayOf[dataType];
  if (!(data instanceof arrayOf[dataType])) {
    refuse('dtype-mismatch', `the data of ${dataType} are not in a ${name}`, `make a ${name} of them`);
  }
  if (typeof SharedArrayBuffer !== 'undefined' && data.buffer instanceof SharedArrayBuffer) {
    refuse('invalid-argument', 'the data lie in a SharedArrayBuffer', 'copy them into an array of their own');
  }
  const isShape = shape.every((dimension) => Number.isSafeInteger(dimension) && dimension >= 0);
  if (!isShape || sizeOf(shape) !== data.length) {
    refuse(
      'shape-mismatch',
      `the shape [${shape.join(', ')}] does not fit ${data.length} elements`,
      'an array that was transferred to another thread has none left',
    );
  }
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dimension, i) => dimension === b[i]);
}
