/** Models and their functions as messages. */
import {
  type FunctionProto,
  FunctionProtoSchema,
  type ModelProto,
  ModelProtoSchema,
  type OperatorSetIdProto,
  OperatorSetIdProtoSchema,
  StringStringEntryProtoSchema,
} from '../generated/onnx_pb.js';
import type { OnnxFunction, OnnxModel } from '../model.js';
import { encodeAttributes } from './attribute.js';
import { encodeGraph, encodeNode } from './graph.js';
import { encodeInteger } from './integer.js';
import { message } from './message.js';
import { encodeValueInfo } from './type.js';

export function encodeModel(model: OnnxModel): ModelProto {
  const fields = {
    irVersion: encodeInteger(model.irVersion, 'irVersion'),
    producerName: model.producer,
    graph: encodeGraph(model.graph),
    opsetImport: encodeOpsets(model.opsets),
    metadataProps: Object.entries(model.metadata ?? {}).map(([key, value]) =>
      message(StringStringEntryProtoSchema, { key, value }),
    ),
    functions: model.functions?.map(encodeFunction),
  };
  return message(ModelProtoSchema, fields, model.otherFields);
}

function encodeFunction(definition: OnnxFunction): FunctionProto {
  const { name, domain, overload, inputs, outputs, attributes, defaults, nodes, opsets } = definition;
  const fields = {
    name,
    domain,
    overload,
    input: [...inputs],
    output: [...outputs],
    attribute: [...attributes],
    attributeProto: encodeAttributes(defaults, `function ${name}`),
    node: nodes.map(encodeNode),
    opsetImport: encodeOpsets(opsets),
    valueInfo: definition.values?.map(encodeValueInfo),
  };
  return message(FunctionProtoSchema, fields, definition.otherFields);
}

function encodeOpsets(opsets: Readonly<Record<string, number>>): OperatorSetIdProto[] {
  return Object.entries(opsets).map(([domain, version]) =>
    message(OperatorSetIdProtoSchema, { domain, version: encodeInteger(version, `opset of '${domain}'`) }),
  );
}
