/** Fetching the bytes of a constant that lies outside the model's file. */
import type { ExternalDataLoader } from '../external-data.js';
import type { StringStringEntryProto } from '../generated/onnx_pb.js';
import { invalidOnnx } from '../invalid-onnx.js';
import { uniqueRecord } from './unique.js';

export function fetchExternalData(
  properties: readonly StringStringEntryProto[],
  length: number,
  where: string,
  load: ExternalDataLoader | undefined,
): Uint8Array {
  const { location, ...numbers } = uniqueRecord(
    properties.map(({ key, value }) => [key, value]),
    where,
  );
  if (location === undefined) throw invalidOnnx('external data without a location', where);
  const offset = decimal(numbers.offset ?? '0', where);
  const declared = decimal(numbers.length ?? String(length), where);
  if (declared !== length) {
    throw invalidOnnx(`the shape needs ${length} bytes, the external data declare ${declared}`, where);
  }
  if (load === undefined) {
    throw invalidOnnx(
      `the data lie in another file, '${location}'`,
      where,
      'use readOnnxFile, or pass externalData to readOnnx',
    );
  }
  const bytes = load({ location, offset, length }, where);
  if (bytes.length !== length) {
    throw invalidOnnx(`${length} bytes were asked for, the loader gave ${bytes.length}`, where);
  }
  return bytes;
}

function decimal(digits: string, where: string): number {
  const value = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw invalidOnnx(`'${digits}' is not a number of bytes`, where);
  return value;
}
