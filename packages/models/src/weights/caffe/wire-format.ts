/** Protobuf's binary format: the fields of a message one after the other, as views into its bytes. */

import { DiopterError } from '@diopter/core-tensor/errors';

/** A field: a number, or the bytes of a text, a message, packed numbers or one number of fixed size. */
export interface WireField {
  readonly number: number;
  readonly value: number | Uint8Array;
}

/** Bytes of the types of fixed size, by the type's number. */
const fixedBytes: Readonly<Record<number, number>> = { 1: 8, 5: 4 };
const longestVarint = 10;

/**
 * The fields of a message. Nothing is copied, and lengths are checked against the bytes that are there.
 *
 * @param where Which message, for errors.
 * @throws DiopterError `invalid-data` when the bytes break off or are no message.
 */
export function* fieldsOf(bytes: Uint8Array, where: string): Generator<WireField> {
  let position = 0;
  const varint = (): number => {
    let value = 0;
    for (let i = 0; i < longestVarint; i++) {
      const byte = bytes[position++];
      if (byte === undefined) throw broken('it breaks off', where);
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw broken(`a number at byte ${position} does not end`, where);
  };
  const take = (length: number): Uint8Array => {
    const rest = bytes.length - position;
    if (length > rest) throw broken(`a field of ${length} bytes begins, but only ${rest} follow`, where);
    position += length;
    return bytes.subarray(position - length, position);
  };
  while (position < bytes.length) {
    const tag = varint();
    const [number, type] = [Math.floor(tag / 8), tag % 8];
    const length = type === 2 ? varint() : fixedBytes[type];
    if (number === 0 || (type !== 0 && length === undefined)) {
      throw broken(`there is no field at byte ${position}`, where);
    }
    yield { number, value: length === undefined ? varint() : take(length) };
  }
}

/** The bytes of those fields that have this number; numbers are no bytes. */
export function* bytesOf(message: Uint8Array, number: number, where: string): Generator<Uint8Array> {
  for (const field of fieldsOf(message, where)) {
    if (field.number === number && typeof field.value !== 'number') yield field.value;
  }
}

function broken(what: string, where: string): DiopterError {
  return new DiopterError('invalid-data', {
    what,
    where,
    help: 'the file is damaged, truncated or no binary caffemodel; fetch it again',
  });
}
