/** Constants from messages, whichever of the format's storage forms they use. */
import { type ElementArray, elementTypes, entriesOf, lengthFault } from '../element-types.js';
import type { ExternalDataLoader } from '../external-data.js';
import type { SparseTensorProto, TensorProto } from '../generated/onnx_pb.js';
import { invalidOnnx, unsupportedOnnx } from '../invalid-onnx.js';
import type { OnnxDataOf, OnnxDataType, OnnxSparseTensor, OnnxTensor } from '../model.js';
import { decodeDataType } from './data-type.js';
import { fetchExternalData } from './external.js';
import { decodeSize } from './integer.js';
import { requireText } from './text.js';

/** The data are a copy: the file's bytes may be changed or dropped afterwards. */
export function decodeTensor(
  proto: TensorProto,
  where: string,
  loadExternal: ExternalDataLoader | undefined,
): OnnxTensor {
  if (proto.segment !== undefined) throw unsupportedOnnx('a tensor stored in segments', where);
  const dataType = decodeDataType(proto.dataType, where);
  if (dataType === 'unknown') throw invalidOnnx('the tensor has no element type', where);
  const shape = proto.dims.map((dimension) => decodeSize(dimension, where));
  const data = decodeData(proto, dataType, shape, where, loadExternal);
  const fault = lengthFault(dataType, shape, data.length);
  if (fault !== undefined) throw invalidOnnx(fault, where);
  return { dataType, shape, data };
}

export function decodeSparseTensor(
  proto: SparseTensorProto,
  where: string,
  loadExternal: ExternalDataLoader | undefined,
): OnnxSparseTensor {
  const { values, indices } = proto;
  if (values === undefined || indices === undefined) {
    throw invalidOnnx('a sparse tensor needs values and indices', where);
  }
  return {
    shape: proto.dims.map((dimension) => decodeSize(dimension, where)),
    values: decodeTensor(values, `${where}, values`, loadExternal),
    indices: decodeTensor(indices, `${where}, indices`, loadExternal),
  };
}

function decodeData(
  proto: TensorProto,
  dataType: OnnxDataType,
  shape: readonly number[],
  where: string,
  loadExternal: ExternalDataLoader | undefined,
): OnnxDataOf[OnnxDataType] {
  const { array, field } = elementTypes[dataType];
  const isExternal = proto.dataLocation === 1;
  if (array === undefined) {
    if (isExternal) throw invalidOnnx('strings cannot lie outside the file', where);
    return proto.stringData.map((bytes) => requireText(bytes, where));
  }
  if (isExternal || proto.rawData.length > 0) {
    const bytes = isExternal
      ? fetchExternalData(
          proto.externalData,
          entriesOf(dataType, shape) * array.BYTES_PER_ELEMENT,
          where,
          loadExternal,
        )
      : proto.rawData;
    if (bytes.length % array.BYTES_PER_ELEMENT !== 0) {
      throw invalidOnnx(`${bytes.length} bytes are no whole number of ${dataType} elements`, where);
    }
    // A copy that starts at offset 0, because a typed array must be aligned and the file's bytes need not be.
    return new array(new Uint8Array(bytes).buffer);
  }
  return decodeItems(proto[field] as readonly (number | bigint)[], new array(proto[field].length), where);
}

/** The typed array `data` filled with `items`, each of which must fit its element type. */
function decodeItems(items: readonly (number | bigint)[], data: ElementArray, where: string): ElementArray {
  const isFloat = data instanceof Float32Array || data instanceof Float64Array;
  const isBigInt = data instanceof BigInt64Array || data instanceof BigUint64Array;
  for (const [i, item] of items.entries()) {
    const value = isBigInt ? item : Number(item);
    (data as Record<number, number | bigint>)[i] = value;
    if (!isFloat && data[i] !== value) throw invalidOnnx(`element ${value} does not fit its type`, where);
  }
  return data;
}
