/** Models as data: graphs of layers, their weights, what they compute and cost, and ONNX files made of and into them. */
export { type Applied, type ApplyOptions, apply, type VariableTensor } from './apply.js';
export { type FromOnnxOptions, fromOnnx, type ImportedGraph } from './from-onnx/from-onnx.js';
export { knownOperators } from './from-onnx/read-operator.js';
export {
  type Graph,
  graph,
  type InputName,
  type Inputs,
  type Node,
  type NodeName,
  type Nodes,
  node,
  type Parameters,
  type Statistics,
  type Variables,
} from './graph.js';
export { validateGraph } from './infer.js';
export { init, type VariableSpecs, variableSpecs } from './init.js';
export {
  constantly,
  gaussian,
  heNormal,
  type Initializer,
  ones,
  uniformly,
  xavierNormal,
  xavierUniform,
  zeros,
} from './initializers.js';
export * from './layers/index.js';
export { sequential } from './sequential.js';
export type { Dimension, Shape } from './shape.js';
export { printSummary, type Summary, type SummaryRow, summary } from './summary.js';
export type { Layout } from './to-onnx/graph-writer.js';
export { type ToOnnxOptions, toOnnx } from './to-onnx/to-onnx.js';
