/** Small ONNX models for the tests of sessions. */

import type { OnnxAttribute, OnnxNode, OnnxTensor, OnnxValueInfo } from '../../onnx/index.js';
import { writeOnnx } from '../../onnx/index.js';
import type { EngineDataType, EngineTensor } from '../session/engine-tensor.js';

/** A call of a standard operator. */
export function call(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, OnnxAttribute>> = {},
): OnnxNode {
  return { op, domain: '', name: '', inputs, outputs, attributes };
}

/** A graph input or output. */
export function value(
  name: string,
  shape: readonly (number | string)[],
  dataType: EngineDataType = 'float32',
): OnnxValueInfo {
  return { name, dataType, shape };
}

/** The bytes of a model. */
export function model(
  nodes: readonly OnnxNode[],
  inputs: readonly OnnxValueInfo[],
  outputs: readonly OnnxValueInfo[],
  initializers: Readonly<Record<string, OnnxTensor>> = {},
): Uint8Array {
  const graph = { name: 'test', nodes, inputs, outputs, initializers: new Map(Object.entries(initializers)) };
  return writeOnnx({ irVersion: 8, opsets: { '': 17 }, graph });
}

/** A float32 vector or, with a shape, tensor. */
export function floats(
  values: readonly number[],
  shape: readonly number[] = [values.length],
): EngineTensor<'float32'> {
  return { dataType: 'float32', shape, data: Float32Array.from(values) };
}
