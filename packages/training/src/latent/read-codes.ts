/** Codes from files: a CSV of numbers without a header, or a NumPy array. */

import { readFile } from 'node:fs/promises';
import { DiopterError } from '@diopter/core-tensor/errors';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { parseNpy } from './parse-npy.js';

/** Codes, one in each row. */
export type CodeMatrix = HostTensor<'float32'>;

const numpyMagic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * Reads codes: `.npy` (float32, float64, or integers; one or two dimensions), or text with a code in each line, its numbers separated by
 * commas, semicolons or white space. Empty lines do not count. The bytes decide, not the name.
 *
 * @returns `[count, dimensions]`.
 * @throws DiopterError `file-not-found`; `invalid-data` for anything else, with the line.
 *
 * @example
 * const { shape } = await readCodes('codes.csv'); // [1800, 2]
 */
export async function readCodes(path: string): Promise<CodeMatrix> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new DiopterError('file-not-found', {
      what: `the codes cannot be read: ${cause.message}`,
      where: path,
      cause,
    });
  });
  const isNumpy = numpyMagic.every((byte, i) => bytes[i] === byte);
  const codes = isNumpy ? parseNpy(bytes, path) : parseText(bytes.toString('utf8'), path);
  const wrong = codes.data.findIndex((value) => !Number.isFinite(value));
  if (wrong === -1) return codes;
  throw new DiopterError('invalid-data', {
    what: `the number in row ${Math.floor(wrong / codes.shape[1]!) + 1}, column ${(wrong % codes.shape[1]!) + 1} is not finite`,
    where: path,
  });
}

function parseText(text: string, where: string): CodeMatrix {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const rows = lines.flatMap((line, i) =>
    line.trim() === '' ? [] : [{ line: i + 1, values: line.trim().split(/\s*[,;]\s*|\s+/) }],
  );
  const [first] = rows;
  if (first === undefined)
    throw new DiopterError('invalid-data', { what: 'there are no codes in it', where });
  const dimensions = first.values.length;
  const data = new Float32Array(rows.length * dimensions);
  for (const [i, { line, values }] of rows.entries()) {
    if (values.length !== dimensions) {
      throw new DiopterError('invalid-data', {
        what: `line ${line} has ${values.length} numbers, the first one ${dimensions}`,
        where,
      });
    }
    for (const [j, value] of values.entries()) {
      const number = value === '' ? Number.NaN : Number(value);
      if (Number.isNaN(number)) {
        throw new DiopterError('invalid-data', {
          what: `line ${line}: "${value}" is no number`,
          where,
          help: 'one code in each line, numbers separated by commas, no header',
        });
      }
      data[i * dimensions + j] = number;
    }
  }
  return { shape: [rows.length, dimensions], dtype: 'float32', data };
}
