/** Attributes from messages. */
import { isFieldSet } from '@bufbuild/protobuf';
import { attributeTypeNames, attributeTypes } from '../attribute-types.js';
import type { ExternalDataLoader } from '../external-data.js';
import { type AttributeProto, AttributeProtoSchema } from '../generated/onnx_pb.js';
import { invalidOnnx, unsupportedOnnx } from '../invalid-onnx.js';
import type { OnnxAttribute, OnnxAttributeType } from '../model.js';
import { decodeGraph } from './graph.js';
import { decodeInteger } from './integer.js';
import { decodeSparseTensor, decodeTensor } from './tensor.js';
import { decodeText, requireText } from './text.js';
import { decodeType } from './type.js';
import { uniqueRecord } from './unique.js';

export function decodeAttributes(
  protos: readonly AttributeProto[],
  owner: string,
  loadExternal: ExternalDataLoader | undefined,
): Readonly<Record<string, OnnxAttribute>> {
  return uniqueRecord(
    protos.map((proto) => {
      const { name } = proto;
      return [name, decodeAttribute(proto, `${owner}, attribute ${name}`, loadExternal)];
    }),
    `${owner}, attributes`,
  );
}

function decodeAttribute(
  proto: AttributeProto,
  where: string,
  loadExternal: ExternalDataLoader | undefined,
): OnnxAttribute {
  const type = typeOf(proto, where);
  if (proto.refAttrName !== '') return { type: 'reference', value: proto.refAttrName, of: type };
  switch (type) {
    case 'int':
      return { type, value: decodeInteger(proto.i) };
    case 'float':
      return { type, value: proto.f };
    case 'string': {
      const value = decodeText(proto.s);
      return value === undefined ? { type: 'bytes', value: proto.s.slice() } : { type, value };
    }
    case 'tensor':
      return { type, value: decodeTensor(present(proto.t, where), where, loadExternal) };
    case 'graph':
      return { type, value: decodeGraph(present(proto.g, where), loadExternal) };
    case 'sparse-tensor':
      return { type, value: decodeSparseTensor(present(proto.sparseTensor, where), where, loadExternal) };
    case 'type':
      return { type, value: decodeType(present(proto.tp, where), where) };
    case 'ints':
      return { type, value: proto.ints.map(decodeInteger) };
    case 'floats':
      return { type, value: proto.floats };
    case 'strings':
      return { type, value: proto.strings.map((bytes) => requireText(bytes, where)) };
    case 'tensors':
      return { type, value: proto.tensors.map((tensor) => decodeTensor(tensor, where, loadExternal)) };
    case 'graphs':
      return { type, value: proto.graphs.map((graph) => decodeGraph(graph, loadExternal)) };
    case 'sparse-tensors':
      return {
        type,
        value: proto.sparseTensors.map((tensor) => decodeSparseTensor(tensor, where, loadExternal)),
      };
    case 'types':
      return { type, value: proto.typeProtos.map((item) => decodeType(item, where)) };
  }
}

/** The type that the attribute states or, in files of IR version 1, that of the field that is set. */
function typeOf(proto: AttributeProto, where: string): OnnxAttributeType {
  const type = attributeTypeNames.find((name) =>
    proto.type === 0
      ? isFieldSet(proto, AttributeProtoSchema.field[attributeTypes[name].field])
      : attributeTypes[name].code === proto.type,
  );
  if (type !== undefined) return type;
  if (proto.type === 0) throw invalidOnnx('the attribute has neither a type nor a value', where);
  throw unsupportedOnnx(`attribute type number ${proto.type}`, where);
}

function present<Value>(value: Value | undefined, where: string): Value {
  if (value === undefined) throw invalidOnnx('the attribute has no value', where);
  return value;
}
