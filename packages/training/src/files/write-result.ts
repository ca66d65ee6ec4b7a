/** Writing the files that a run leaves for its user. */

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomic } from '@diopter/core-tensor/checkpoint';
import { writing } from './file-errors.js';

/**
 * Writes a file, whole or not at all, and makes the folders on the way to it.
 *
 * @throws DiopterError `file-write`.
 */
export async function writeResult(path: string, data: string | Uint8Array): Promise<void> {
  await makeFolder(dirname(path));
  await writeFileAtomic(path, data);
}

/** Makes a folder and those on the way to it, where they are not there. */
export async function makeFolder(folder: string): Promise<void> {
  await writing(folder, mkdir(folder, { recursive: true }));
}
