/** A comparator in two files: an `.onnx` file, and a `.json` file of the same name that describes it. */

import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomic } from '@diopter/core-tensor/checkpoint';
import { DiopterError } from '@diopter/core-tensor/errors';
import { type ComparatorDescription, parseDescription } from '../comparator/index.js';

/** The bytes of a comparator's file, and its description. */
export interface ComparatorFile {
  readonly bytes: Uint8Array;
  readonly description: ComparatorDescription;
}

/** Where the description of a file is: `alexnet.json` for `alexnet.onnx`. */
function descriptionPath(path: string): string {
  return path.replace(/(\.onnx)?$/, '.json');
}

/**
 * Reads the description beside a file; an empty one, if there is none.
 *
 * @throws DiopterError `invalid-data` for one that is none.
 */
export async function readDescription(path: string): Promise<ComparatorDescription> {
  const beside = descriptionPath(path);
  const text = await readFile(beside, 'utf8').catch(() => undefined);
  return text === undefined ? {} : parseDescription(text, beside);
}

/**
 * Writes a comparator so that `readComparatorFile` reads it, each file whole or not at all.
 *
 * @param path of the `.onnx` file; its folder is made.
 * @throws DiopterError `invalid-option` for a path without `.onnx`, `file-write`.
 *
 * @example
 * await writeComparatorFile('models/mine.onnx', { bytes, description: { taps: ['conv3'] } });
 */
export async function writeComparatorFile(
  path: string,
  { bytes, description }: ComparatorFile,
): Promise<void> {
  if (!path.endsWith('.onnx')) {
    throw new DiopterError('invalid-option', { what: 'its name does not end in .onnx', where: path });
  }
  await mkdir(dirname(path), { recursive: true }).catch((cause: Error) => {
    throw new DiopterError('file-write', { what: cause.message, where: path, cause });
  });
  await writeFileAtomic(descriptionPath(path), `${JSON.stringify(description, null, 2)}\n`);
  await writeFileAtomic(path, bytes);
}
