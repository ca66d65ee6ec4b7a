/** Attributes as messages: the type is always written beside the value. */
import { attributeTypes } from '../attribute-types.js';
import { type AttributeProto, AttributeProtoSchema } from '../generated/onnx_pb.js';
import type { OnnxAttribute } from '../model.js';
import { encodeGraph } from './graph.js';
import { encodeInteger } from './integer.js';
import { message } from './message.js';
import { encodeSparseTensor, encodeTensor } from './tensor.js';
import { encodeType } from './type.js';

const textEncoder = new TextEncoder();

export function encodeAttributes(
  attributes: Readonly<Record<string, OnnxAttribute>>,
  owner: string,
): AttributeProto[] {
  return Object.entries(attributes).map(([name, attribute]) =>
    encodeAttribute(name, attribute, `${owner}, attribute ${name}`),
  );
}

function encodeAttribute(name: string, attribute: OnnxAttribute, where: string): AttributeProto {
  return message(AttributeProtoSchema, {
    name,
    type: attributeTypes[typeWritten(attribute)].code,
    ...encodeValue(attribute, where),
  });
}

function typeWritten(attribute: OnnxAttribute) {
  if (attribute.type === 'reference') return attribute.of;
  return attribute.type === 'bytes' ? 'string' : attribute.type;
}

/** The one field of the message that carries the value. */
function encodeValue(attribute: OnnxAttribute, where: string) {
  switch (attribute.type) {
    case 'int':
      return { i: encodeInteger(attribute.value, where) };
    case 'float':
      return { f: attribute.value };
    case 'string':
      return { s: textEncoder.encode(attribute.value) };
    case 'bytes':
      return { s: attribute.value };
    case 'tensor':
      return { t: encodeTensor(attribute.value, where) };
    case 'graph':
      return { g: encodeGraph(attribute.value) };
    case 'sparse-tensor':
      return { sparseTensor: encodeSparseTensor(attribute.value, where) };
    case 'type':
      return { tp: encodeType(attribute.value, where) };
    case 'ints':
      return { ints: attribute.value.map((value) => encodeInteger(value, where)) };
    case 'floats':
      return { floats: [...attribute.value] };
    case 'strings':
      return { strings: attribute.value.map((value) => textEncoder.encode(value)) };
    case 'tensors':
      return { tensors: attribute.value.map((value) => encodeTensor(value, where)) };
    case 'graphs':
      return { graphs: attribute.value.map(encodeGraph) };
    case 'sparse-tensors':
      return { sparseTensors: attribute.value.map((value) => encodeSparseTensor(value, where)) };
    case 'types':
      return { typeProtos: attribute.value.map((value) => encodeType(value, where)) };
    case 'reference':
      return { refAttrName: attribute.value };
  }
}
