/** The ONNX file format: models as plain data, read, written and checked. */
export { float, floats, graphAttribute, int, ints, tensorAttribute, text, texts } from './attributes.js';
export type { ExternalData, ExternalDataLoader } from './external-data.js';
export type {
  OnnxAttribute,
  OnnxAttributeType,
  OnnxDataOf,
  OnnxDataType,
  OnnxDimension,
  OnnxField,
  OnnxFunction,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  OnnxSparseTensor,
  OnnxTensor,
  OnnxType,
  OnnxValueInfo,
} from './model.js';
export { onnxTensor } from './onnx-tensor.js';
export { type ReadOnnxOptions, readOnnx } from './read-onnx.js';
export { readTensorProto } from './read-tensor-proto.js';
export { validateOnnx } from './validate/validate-onnx.js';
export { writeOnnx } from './write-onnx.js';
