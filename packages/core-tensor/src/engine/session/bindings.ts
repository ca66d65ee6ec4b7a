/** Our plain tensors as the objects that ONNX Runtime takes, made once per array. */

import { Tensor } from '#onnxruntime';
import type { EngineDataType, EngineTensor } from './engine-tensor.js';

// Training feeds the same arrays at every step, and making hundreds of these objects costs more than the call itself.
const bindings = new WeakMap<object, Tensor>();

/**
 * The ONNX Runtime tensor over `tensor.data`, sharing its memory.
 *
 * @throws an Error of ONNX Runtime's if the data does not fit the shape or the data type.
 */
export function bind({ dataType, shape, data }: EngineTensor): Tensor {
  const known = bindings.get(data);
  if (known?.type === dataType && sameShape(known.dims, shape)) return known;
  const binding = new Tensor(dataType, data, [...shape]);
  bindings.set(data, binding);
  return binding;
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
