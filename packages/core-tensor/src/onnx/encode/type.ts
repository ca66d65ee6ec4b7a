/** Types and named, typed values as messages. */
import { elementTypes } from '../element-types.js';
import {
  type TensorShapeProto,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  type TypeProto,
  TypeProto_MapSchema,
  TypeProto_OpaqueSchema,
  TypeProto_OptionalSchema,
  TypeProto_SequenceSchema,
  TypeProto_SparseTensorSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from '../generated/onnx_pb.js';
import type { OnnxDataType, OnnxDimension, OnnxType, OnnxValueInfo } from '../model.js';
import { encodeInteger } from './integer.js';
import { message } from './message.js';

export function encodeValueInfo(info: OnnxValueInfo): ValueInfoProto {
  const { name, otherFields } = info;
  const type = typeOf(info);
  const encoded = type.kind === 'unknown' ? undefined : encodeType(type, `value ${name}`);
  return message(ValueInfoProtoSchema, { name, type: encoded }, otherFields);
}

function typeOf({ dataType, shape, type }: OnnxValueInfo): OnnxType {
  if (type !== undefined) return type;
  if (shape !== undefined) return { kind: 'tensor', dataType, shape };
  return dataType === 'unknown' ? { kind: 'unknown' } : { kind: 'tensor', dataType };
}

export function encodeType(type: OnnxType, where: string): TypeProto {
  return message(TypeProtoSchema, { value: encodeKind(type, where) });
}

function encodeKind(type: OnnxType, where: string): TypeProto['value'] {
  switch (type.kind) {
    case 'tensor':
    case 'sparse-tensor': {
      const fields = { elemType: codeOf(type.dataType), shape: encodeShape(type.shape, where) };
      return type.kind === 'tensor'
        ? { case: 'tensorType', value: message(TypeProto_TensorSchema, fields) }
        : { case: 'sparseTensorType', value: message(TypeProto_SparseTensorSchema, fields) };
    }
    case 'sequence': {
      const elemType = encodeType(type.element, where);
      return { case: 'sequenceType', value: message(TypeProto_SequenceSchema, { elemType }) };
    }
    case 'optional': {
      const elemType = encodeType(type.element, where);
      return { case: 'optionalType', value: message(TypeProto_OptionalSchema, { elemType }) };
    }
    case 'map': {
      const fields = { keyType: codeOf(type.key), valueType: encodeType(type.value, where) };
      return { case: 'mapType', value: message(TypeProto_MapSchema, fields) };
    }
    case 'opaque': {
      const { domain, name } = type;
      return { case: 'opaqueType', value: message(TypeProto_OpaqueSchema, { domain, name }) };
    }
    case 'unknown':
      return { case: undefined };
  }
}

function codeOf(dataType: OnnxDataType | 'unknown'): number | undefined {
  return dataType === 'unknown' ? undefined : elementTypes[dataType].code;
}

function encodeShape(
  shape: readonly OnnxDimension[] | undefined,
  where: string,
): TensorShapeProto | undefined {
  if (shape === undefined) return undefined;
  return message(TensorShapeProtoSchema, {
    dim: shape.map((dimension) =>
      message(TensorShapeProto_DimensionSchema, dimensionField(dimension, where)),
    ),
  });
}

function dimensionField(dimension: OnnxDimension, where: string) {
  if (dimension === null) return {};
  if (typeof dimension === 'string') return { value: { case: 'dimParam' as const, value: dimension } };
  return { value: { case: 'dimValue' as const, value: encodeInteger(dimension, where) } };
}
