/** Constants as messages: elements always as little-endian raw bytes, strings excepted, which have no such form. */
import { elementTypes, lengthFault } from '../element-types.js';
import {
  type SparseTensorProto,
  SparseTensorProtoSchema,
  type TensorProto,
  TensorProtoSchema,
} from '../generated/onnx_pb.js';
import { invalidOnnx } from '../invalid-onnx.js';
import type { OnnxSparseTensor, OnnxTensor } from '../model.js';
import { encodeInteger } from './integer.js';
import { message } from './message.js';

const textEncoder = new TextEncoder();

/** @throws `invalid-onnx` when the number of entries does not fit the shape. */
export function encodeTensor(tensor: OnnxTensor, where: string, name?: string): TensorProto {
  const { dataType, shape, data } = tensor;
  const fault = lengthFault(dataType, shape, data.length);
  if (fault !== undefined) throw invalidOnnx(fault, where);
  return message(TensorProtoSchema, {
    dims: shape.map((dimension) => encodeInteger(dimension, where)),
    dataType: elementTypes[dataType].code,
    name,
    ...(Array.isArray(data)
      ? { stringData: data.map((item) => textEncoder.encode(item)) }
      : { rawData: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength) }),
  });
}

/** The name of a sparse initializer is that of its values. */
export function encodeSparseTensor(
  tensor: OnnxSparseTensor,
  where: string,
  name?: string,
): SparseTensorProto {
  return message(SparseTensorProtoSchema, {
    dims: tensor.shape.map((dimension) => encodeInteger(dimension, where)),
    values: encodeTensor(tensor.values, `${where}, values`, name),
    indices: encodeTensor(tensor.indices, `${where}, indices`),
  });
}
