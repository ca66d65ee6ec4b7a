/** `readComparatorFile`: the file of a comparator by its name or path. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DiopterError } from '@diopter/core-tensor/errors';
import { type ComparatorFile, readDescription } from './comparator-file.node.js';
import { verify } from './download/verify.js';
import { howToGet } from './how-to-get.js';
import { type LocatedComparator, locate } from './locate.node.js';
import { comparatorRegistry } from './registry.js';

/**
 * Reads a comparator by its name in the registry, or by the path of its `.onnx` file, whose description is the `.json` file
 * of the same name, if there is one. A file whose SHA-256 is known is verified. A path that is also a name is written
 * `./alexnet`.
 *
 * @throws DiopterError `file-not-found`, for a name with how to get the file; `invalid-data` for a file that was tampered with and a
 * description that is none.
 *
 * @example
 * const { bytes, description } = await readComparatorFile('squeezenet');
 * const comparator = readComparator(bytes, { ...description, taps: ['pool3'] });
 */
export async function readComparatorFile(nameOrPath: string): Promise<ComparatorFile> {
  const located = locate(nameOrPath);
  if (located === undefined) return readPath(nameOrPath);
  const { path, entry } = located;
  const bytes = await readFile(path).catch((cause: Error) => {
    throw missing(located, cause);
  });
  if (entry.source.kind === 'public') {
    verify({ bytes: bytes.length, sha256: sha256Of(bytes) }, entry.source, path);
  }
  return { bytes, description: entry.description ?? (await readDescription(path)) };
}

async function readPath(path: string): Promise<ComparatorFile> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new DiopterError('file-not-found', {
      what: `the comparator cannot be read: ${cause.message}`,
      where: path,
      help: `it is a file, or one of ${Object.keys(comparatorRegistry).join(', ')}`,
      cause,
    });
  });
  return { bytes, description: await readDescription(path) };
}

function missing({ name, entry, path }: LocatedComparator, cause: NodeJS.ErrnoException): DiopterError {
  return new DiopterError('file-not-found', {
    what: `the comparator ${name} ${cause.code === 'ENOENT' ? 'is not here' : `cannot be read: ${cause.message}`}`,
    where: path,
    help: howToGet(name, entry, path),
    cause,
  });
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
