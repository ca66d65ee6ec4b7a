/** Our plain tensors as the objects that ONNX Runtime takes, made once per array. */

import { Tensor } from '#onnxruntime';
import { DiopterError } from '../../errors/diopter-error.js';
import type { EngineDataType, EngineTensor } from './engine-tensor.js';
import { runFailure } from './failures.js';

// Training feeds the same arrays at every step, and making hundreds of these objects costs more than the call itself.
const bindings = new WeakMap<object, Tensor>();

/**
 * The ONNX Runtime tensor over `tensor.data`, sharing its memory.
 *
 * @param where - what the tensor is, for errors.
 * @throws DiopterError `shape-mismatch` or `dtype-mismatch` if the data do not fit the shape or the data type,
 * `invalid-argument` if they are shared between threads, which ONNX Runtime does not take.
 */
export function bind({ dataType, shape, data }: EngineTensor, where: string): Tensor {
  const known = bindings.get(data);
  if (known?.type === dataType && sameShape(known.dims, shape)) return known;
  if (!ArrayBuffer.isView(data) || isShared(data)) {
    throw new DiopterError('invalid-argument', {
      what: 'the data are not a typed array of their own memory',
      where,
      help: 'ONNX Runtime takes no SharedArrayBuffer: copy the data into a new typed array',
    });
  }
  try {
    const binding = new Tensor(dataType, data, [...shape]);
    bindings.set(data, binding);
    return binding;
  } catch (cause) {
    throw runFailure(cause, where);
  }
}

/** An output of ONNX Runtime as plain data. */
export function unbind({ type, dims, data }: Pick<Tensor, 'type' | 'dims' | 'data'>): EngineTensor {
  const view = data as EngineTensor['data'];
  return {
    dataType: type as EngineDataType,
    shape: dims,
    // Newer JavaScript engines have a Float16Array, which ONNX Runtime then uses; ours are always raw words.
    data: type === 'float16' ? new Uint16Array(view.buffer, view.byteOffset, view.length) : view,
  };
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dimension, i) => dimension === b[i]);
}

function isShared({ buffer }: EngineTensor['data']): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;
}
