/** Reading the bytes of an ONNX file as a model. */
import { decodeModel } from './decode/model.js';
import type { ExternalDataLoader } from './external-data.js';
import { ModelProtoSchema } from './generated/onnx_pb.js';
import type { OnnxModel } from './model.js';
import { parseMessage } from './parse.js';

/** Options of {@link readOnnx}. */
export interface ReadOnnxOptions {
  /** Fetches constants that lie outside the file. In Node, `readOnnxFile` brings its own. */
  readonly externalData?: ExternalDataLoader;
}

/**
 * The model in the bytes of an ONNX file. Constants are copied out of the bytes. That names fit together is not
 * checked here: that is {@link validateOnnx}.
 *
 * @throws `invalid-onnx` when the bytes are not an ONNX model, and `unsupported-operator` for an element or attribute
 *   type that is not known here; both name the place.
 * @example
 * const model = readOnnx(await (await fetch('alexnet.onnx')).bytes());
 */
export function readOnnx(bytes: Uint8Array, { externalData }: ReadOnnxOptions = {}): OnnxModel {
  return decodeModel(parseMessage(ModelProtoSchema, bytes, 'readOnnx'), externalData);
}
