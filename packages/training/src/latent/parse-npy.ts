/** NumPy's array files: a header of text, then the numbers. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { HostTensor } from '@diopter/core-tensor/tree';

type Read = (view: DataView, offset: number) => number;

/** How numbers are read, by NumPy's name of their type. Little-endian, as every machine of today writes them. */
const readers: Readonly<Record<string, { readonly bytes: number; readonly read: Read }>> = {
  '<f4': { bytes: 4, read: (view, offset) => view.getFloat32(offset, true) },
  '<f8': { bytes: 8, read: (view, offset) => view.getFloat64(offset, true) },
  '<i4': { bytes: 4, read: (view, offset) => view.getInt32(offset, true) },
  '<i8': { bytes: 8, read: (view, offset) => Number(view.getBigInt64(offset, true)) },
  '|u1': { bytes: 1, read: (view, offset) => view.getUint8(offset) },
};

/**
 * The numbers of a `.npy` file (format 1 to 3, NumPy Enhancement Proposal 1) as rows of float32; a vector becomes one column.
 *
 * @throws DiopterError `invalid-data` for files that are cut short, other types and more dimensions.
 */
export function parseNpy(bytes: Uint8Array, where: string): HostTensor<'float32'> {
  const fail = (what: string, help?: string) =>
    new DiopterError('invalid-data', { what, where, ...(help !== undefined && { help }) });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12) throw fail('the file is cut short');
  const isLong = view.getUint8(6) > 1;
  const start = isLong ? 12 : 10;
  const length = isLong ? view.getUint32(8, true) : view.getUint16(8, true);
  const header = new TextDecoder('latin1').decode(bytes.subarray(start, start + length));
  const type = /'descr':\s*'([^']+)'/.exec(header)?.[1] ?? '';
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const shape = (/'shape':\s*\(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .filter((size) => size.trim() !== '')
    .map(Number);
  const reader = Object.hasOwn(readers, type) ? readers[type]! : undefined;
  if (reader === undefined) {
    throw fail(
      `its numbers are of type ${type || 'unknown'}`,
      'save it as float32: np.save(path, codes.astype("float32"))',
    );
  }
  const [rows = 0, columns = 1, ...more] = shape;
  if (shape.length === 0 || more.length > 0 || rows * columns === 0) {
    throw fail(`its shape is (${shape.join(', ')})`, 'codes are rows: [count, dimensions]');
  }
  const first = start + length;
  if (bytes.length < first + rows * columns * reader.bytes) throw fail('the file is cut short');
  const isFortran = order === 'True';
  const data = Float32Array.from({ length: rows * columns }, (_, i) => {
    const place = isFortran ? (i % columns) * rows + Math.floor(i / columns) : i;
    return reader.read(view, first + place * reader.bytes);
  });
  return { shape: [rows, columns], dtype: 'float32', data };
}
