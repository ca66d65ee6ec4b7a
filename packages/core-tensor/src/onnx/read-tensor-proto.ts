/** Reading a single tensor from the bytes of a `.pb` file, as ONNX's test data are stored. */
import { decodeTensor } from './decode/tensor.js';
import { TensorProtoSchema } from './generated/onnx_pb.js';
import type { OnnxTensor } from './model.js';
import { parseMessage } from './parse.js';

/** @throws `invalid-onnx` or `unsupported-operator`, as `readOnnx` does. */
export function readTensorProto(bytes: Uint8Array): OnnxTensor {
  const proto = parseMessage(TensorProtoSchema, bytes, 'readTensorProto');
  return decodeTensor(proto, `tensor ${proto.name}`.trimEnd(), undefined);
}
