/** Graphs and nodes as messages. */
import { type GraphProto, GraphProtoSchema, type NodeProto, NodeProtoSchema } from '../generated/onnx_pb.js';
import type { OnnxGraph, OnnxNode } from '../model.js';
import { encodeAttributes } from './attribute.js';
import { message } from './message.js';
import { encodeSparseTensor, encodeTensor } from './tensor.js';
import { encodeValueInfo } from './type.js';

export function encodeGraph(graph: OnnxGraph): GraphProto {
  const fields = {
    node: graph.nodes.map(encodeNode),
    name: graph.name,
    initializer: Array.from(graph.initializers, ([name, tensor]) =>
      encodeTensor(tensor, `initializer ${name}`, name),
    ),
    input: graph.inputs.map(encodeValueInfo),
    output: graph.outputs.map(encodeValueInfo),
    valueInfo: graph.values?.map(encodeValueInfo),
    sparseInitializer: Array.from(graph.sparseInitializers ?? [], ([name, tensor]) =>
      encodeSparseTensor(tensor, `sparse initializer ${name}`, name),
    ),
  };
  return message(GraphProtoSchema, fields, graph.otherFields);
}

export function encodeNode(node: OnnxNode): NodeProto {
  const fields = {
    input: [...node.inputs],
    output: [...node.outputs],
    name: node.name || undefined,
    opType: node.op,
    attribute: encodeAttributes(node.attributes, `node ${node.name || node.outputs[0]} (${node.op})`),
    domain: node.domain || undefined,
    overload: node.overload,
  };
  return message(NodeProtoSchema, fields, node.otherFields);
}
