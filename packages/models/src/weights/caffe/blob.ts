/** Caffe's stored tensors. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type HostTensor, sizeOf } from '@diopter/core-tensor/tree';
import { bytesOf, fieldsOf } from './wire-format.js';

/** Numbers of the fields of a blob. */
const field = { legacyShape: [1, 2, 3, 4], floats: 5, shape: 7, doubles: 8 } as const;

/**
 * A blob as a tensor in Caffe's order of axes: packed or single numbers, float or double (which is rounded), and either
 * way of giving the shape. Older files always give four axes: `[1, 1, 1, units]` for a bias.
 *
 * @throws DiopterError `invalid-data` when the numbers do not fill the shape.
 */
export function decodeBlob(blob: Uint8Array, where: string): HostTensor<'float32'> {
  const shape = shapeOf(blob, where);
  const doubles = gathered(blob, field.doubles, 8, where);
  const data =
    doubles.byteLength > 0
      ? Float32Array.from(new Float64Array(doubles))
      : new Float32Array(gathered(blob, field.floats, 4, where));
  if (sizeOf(shape) !== data.length) {
    throw damaged(
      `the shape [${shape.join(', ')}] has ${sizeOf(shape)} numbers, but ${data.length} are stored`,
      where,
    );
  }
  return { dtype: 'float32', shape, data };
}

function shapeOf(blob: Uint8Array, where: string): readonly number[] {
  const legacy = new Map<number, number>();
  let shape: readonly number[] | undefined;
  for (const { number, value } of fieldsOf(blob, where)) {
    if (typeof value === 'number') legacy.set(number, value);
    else if (number === field.shape) shape = dimensions(value, where);
  }
  return shape ?? field.legacyShape.map((number) => legacy.get(number) ?? 0);
}

/** The dimensions of a shape's message: packed, or one by one. */
function dimensions(message: Uint8Array, where: string): readonly number[] {
  return [...fieldsOf(message, where)].flatMap(({ value }) =>
    typeof value === 'number' ? [value] : varints(value),
  );
}

/** Packed varints. Each begins with what in a message would be a tag, so they are read by hand. */
function varints(packed: Uint8Array): readonly number[] {
  const values: number[] = [];
  let [value, shift] = [0, 0];
  for (const byte of packed) {
    value += (byte & 0x7f) * 2 ** shift;
    shift += 7;
    if (byte >= 0x80) continue;
    values.push(value);
    [value, shift] = [0, 0];
  }
  return values;
}

/** The bytes of all fields with this number, in one aligned piece. */
function gathered(blob: Uint8Array, number: number, size: number, where: string): ArrayBuffer {
  let total = 0;
  for (const bytes of bytesOf(blob, number, where)) total += bytes.length;
  if (total % size !== 0) throw damaged(`${total} bytes are no whole number of numbers`, where);
  const whole = new Uint8Array(total);
  let position = 0;
  for (const bytes of bytesOf(blob, number, where)) {
    whole.set(bytes, position);
    position += bytes.length;
  }
  return whole.buffer;
}

function damaged(what: string, where: string): DiopterError {
  return new DiopterError('invalid-data', { what, where, help: 'the file is damaged; fetch it again' });
}
