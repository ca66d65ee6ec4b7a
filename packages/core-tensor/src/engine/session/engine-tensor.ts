/** The tensors that go in and out of a session: plain data, in the element types that sessions accept. */

import type { OnnxTensor } from '../../onnx/model.js';

/** Element types of session inputs and outputs. `bool` is stored as 0 or 1, `float16` as raw 16-bit words. */
export type EngineDataType = 'float32' | 'int32' | 'bool' | 'int64' | 'uint8' | 'float64' | 'float16';

/** A dense, row-major tensor in host memory. `data.length` is the product of `shape`. */
export type EngineTensor<T extends EngineDataType = EngineDataType> = OnnxTensor<T>;

/** Tensors by input or output name. */
export type EngineTensors = Readonly<Record<string, EngineTensor>>;
