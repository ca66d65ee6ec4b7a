/** Comparators in files: an `.onnx` file, and a `.json` file of the same name that describes it, if there is one. */

import { readFile } from 'node:fs/promises';
import { DiopterError } from '@diopter/core-tensor/errors';
import { init, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import type { Key } from '@diopter/core-tensor/random';
import { type ComparatorDescription, parseDescription } from '@diopter/losses';
import { smallComparator } from '@diopter/models';

/** The bytes of a comparator's file, and its description. */
export interface ComparatorFile {
  readonly bytes: Uint8Array;
  readonly description: ComparatorDescription;
}

/**
 * Reads `comparator.onnx` and, if there is one, `comparator.json` beside it.
 *
 * @throws DiopterError `file-not-found`; `invalid-data` for a description that is none.
 */
export async function readComparatorFile(path: string): Promise<ComparatorFile> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new DiopterError('file-not-found', {
      what: `the comparator cannot be read: ${cause.message}`,
      where: path,
      cause,
    });
  });
  const beside = path.replace(/(\.onnx)?$/, '.json');
  const text = await readFile(beside, 'utf8').catch(() => undefined);
  return { bytes, description: text === undefined ? {} : parseDescription(text, beside) };
}

/** The file of a small comparator with random weights, the same for the same key. */
export function smallComparatorFile(key: Key, channels: number): ComparatorFile {
  const network = smallComparator({ inputChannels: channels });
  return { bytes: writeOnnx(toOnnx(network, init(network, key))), description: {} };
}
