/** Writing a model as the bytes of an ONNX file. */
import { toBinary } from '@bufbuild/protobuf';
import { DiopterError } from '../errors/index.js';
import { encodeModel } from './encode/model.js';
import { ModelProtoSchema } from './generated/onnx_pb.js';
import type { OnnxModel } from './model.js';

/**
 * The bytes of an ONNX file. Equal models give equal bytes, and constants are stored as raw little-endian data. The
 * model is not checked beyond what writing needs: that is {@link validateOnnx}.
 *
 * @throws `invalid-onnx` when a value does not fit the format, naming it.
 * @example
 * const bytes = writeOnnx({ irVersion: 10, opsets: { '': 21 }, graph });
 */
export function writeOnnx(model: OnnxModel): Uint8Array {
  const message = encodeModel(model);
  try {
    return toBinary(ModelProtoSchema, message);
  } catch (cause) {
    throw new DiopterError('invalid-onnx', {
      what: `the model cannot be written: ${cause instanceof Error ? cause.message : cause}`,
      where: 'writeOnnx',
      help: 'a file holds at most 2 GiB; a float attribute must fit 32 bits',
      cause,
    });
  }
}
