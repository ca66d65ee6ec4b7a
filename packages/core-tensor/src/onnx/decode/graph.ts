/** Graphs and nodes from messages. */
import type { ExternalDataLoader } from '../external-data.js';
import type { GraphProto, NodeProto } from '../generated/onnx_pb.js';
import type { OnnxGraph, OnnxNode } from '../model.js';
import { decodeAttributes } from './attribute.js';
import { decodeDomain } from './domain.js';
import { otherFieldsOf } from './other-fields.js';
import { decodeSparseTensor, decodeTensor } from './tensor.js';
import { decodeValueInfo } from './type.js';
import { uniqueEntries } from './unique.js';

export function decodeGraph(proto: GraphProto, loadExternal: ExternalDataLoader | undefined): OnnxGraph {
  const { name } = proto;
  const initializers = proto.initializer.map(
    (tensor) => [tensor.name, decodeTensor(tensor, `initializer ${tensor.name}`, loadExternal)] as const,
  );
  const sparseInitializers = proto.sparseInitializer.map((tensor) => {
    const tensorName = tensor.values?.name ?? '';
    return [
      tensorName,
      decodeSparseTensor(tensor, `sparse initializer ${tensorName}`, loadExternal),
    ] as const;
  });
  return {
    name,
    nodes: proto.node.map((node) => decodeNode(node, loadExternal)),
    initializers: new Map(uniqueEntries(initializers, `graph ${name}, initializers`)),
    inputs: proto.input.map(decodeValueInfo),
    outputs: proto.output.map(decodeValueInfo),
    ...(proto.valueInfo.length === 0 ? {} : { values: proto.valueInfo.map(decodeValueInfo) }),
    ...(sparseInitializers.length === 0
      ? {}
      : {
          sparseInitializers: new Map(
            uniqueEntries(sparseInitializers, `graph ${name}, sparse initializers`),
          ),
        }),
    ...otherFieldsOf(proto),
  };
}

export function decodeNode(proto: NodeProto, loadExternal: ExternalDataLoader | undefined): OnnxNode {
  const { input, output, name, opType, overload } = proto;
  return {
    op: opType,
    domain: decodeDomain(proto.domain),
    name,
    inputs: input,
    outputs: output,
    attributes: decodeAttributes(proto.attribute, `node ${name || output[0]} (${opType})`, loadExternal),
    ...(overload === '' ? {} : { overload }),
    ...otherFieldsOf(proto),
  };
}
