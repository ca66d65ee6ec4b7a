/** Types and named, typed values from messages. */
import type { TensorShapeProto, TypeProto, ValueInfoProto } from '../generated/onnx_pb.js';
import type { OnnxDimension, OnnxType, OnnxValueInfo } from '../model.js';
import { decodeDataType } from './data-type.js';
import { decodeInteger } from './integer.js';
import { otherFieldsOf } from './other-fields.js';

export function decodeValueInfo(proto: ValueInfoProto): OnnxValueInfo {
  const { name } = proto;
  const type = decodeType(proto.type, `value ${name}`);
  const others = otherFieldsOf(proto);
  if (type.kind === 'unknown') return { name, dataType: 'unknown', ...others };
  if (type.kind !== 'tensor') return { name, dataType: 'unknown', type, ...others };
  const { dataType, shape } = type;
  return { name, dataType, ...(shape === undefined ? {} : { shape }), ...others };
}

export function decodeType(proto: TypeProto | undefined, where: string): OnnxType {
  const type = proto?.value;
  switch (type?.case) {
    case 'tensorType':
    case 'sparseTensorType': {
      const { elemType, shape } = type.value;
      return {
        kind: type.case === 'tensorType' ? 'tensor' : 'sparse-tensor',
        dataType: decodeDataType(elemType, where),
        ...(shape === undefined ? {} : { shape: decodeShape(shape) }),
      };
    }
    case 'sequenceType':
      return { kind: 'sequence', element: decodeType(type.value.elemType, where) };
    case 'optionalType':
      return { kind: 'optional', element: decodeType(type.value.elemType, where) };
    case 'mapType': {
      const { keyType, valueType } = type.value;
      return { kind: 'map', key: decodeDataType(keyType, where), value: decodeType(valueType, where) };
    }
    case 'opaqueType':
      return { kind: 'opaque', domain: type.value.domain, name: type.value.name };
    case undefined:
      return { kind: 'unknown' };
  }
}

function decodeShape(proto: TensorShapeProto): OnnxDimension[] {
  return proto.dim.map(({ value }) => {
    if (value.case === 'dimParam') return value.value || null;
    const size = value.case === 'dimValue' ? decodeInteger(value.value) : -1;
    // A negative size is how some exporters write an unknown one.
    return typeof size === 'number' && size >= 0 ? size : null;
  });
}
