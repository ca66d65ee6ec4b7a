/** Models and their functions from messages. */
import type { ExternalDataLoader } from '../external-data.js';
import type { FunctionProto, ModelProto, OperatorSetIdProto } from '../generated/onnx_pb.js';
import { invalidOnnx } from '../invalid-onnx.js';
import type { OnnxFunction, OnnxModel } from '../model.js';
import { decodeAttributes } from './attribute.js';
import { decodeDomain } from './domain.js';
import { decodeGraph, decodeNode } from './graph.js';
import { decodeSize } from './integer.js';
import { otherFieldsOf } from './other-fields.js';
import { decodeValueInfo } from './type.js';
import { uniqueRecord } from './unique.js';

export function decodeModel(proto: ModelProto, loadExternal: ExternalDataLoader | undefined): OnnxModel {
  const { graph, producerName, metadataProps, functions } = proto;
  if (graph === undefined) {
    throw invalidOnnx('there is no graph', 'model', 'is this an .onnx file?');
  }
  const metadata = metadataProps.map(({ key, value }) => [key, value] as const);
  return {
    irVersion: decodeSize(proto.irVersion, 'model, IR version'),
    opsets: decodeOpsets(proto.opsetImport, 'model'),
    graph: decodeGraph(graph, loadExternal),
    ...(producerName === '' ? {} : { producer: producerName }),
    ...(metadata.length === 0 ? {} : { metadata: uniqueRecord(metadata, 'model, metadata') }),
    ...(functions.length === 0
      ? {}
      : { functions: functions.map((definition) => decodeFunction(definition, loadExternal)) }),
    ...otherFieldsOf(proto),
  };
}

function decodeFunction(proto: FunctionProto, loadExternal: ExternalDataLoader | undefined): OnnxFunction {
  const { name, overload, input, output, attribute, attributeProto, valueInfo } = proto;
  return {
    name,
    domain: decodeDomain(proto.domain),
    ...(overload === '' ? {} : { overload }),
    opsets: decodeOpsets(proto.opsetImport, `function ${name}`),
    inputs: input,
    outputs: output,
    attributes: attribute,
    defaults: decodeAttributes(attributeProto, `function ${name}`, loadExternal),
    nodes: proto.node.map((node) => decodeNode(node, loadExternal)),
    ...(valueInfo.length === 0 ? {} : { values: valueInfo.map(decodeValueInfo) }),
    ...otherFieldsOf(proto),
  };
}

function decodeOpsets(
  protos: readonly OperatorSetIdProto[],
  owner: string,
): Readonly<Record<string, number>> {
  const where = `${owner}, operator sets`;
  return uniqueRecord(
    protos.map(({ domain, version }) => [decodeDomain(domain), decodeSize(version, where)]),
    where,
  );
}
