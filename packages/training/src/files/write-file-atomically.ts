/** Writing a file so that nobody ever sees half of it, whenever the process or the machine stops. */

import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';

let written = 0;

/**
 * Writes `data` to a temporary file in the same folder, flushes it to the disk and renames it to `path`. Makes the
 * folder if there is none.
 *
 * @throws DiopterError `file-write`; a file that was at `path` is then still there.
 */
export async function writeFileAtomically(path: string, data: string | Uint8Array): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${process.pid}.${written++}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeAndFlush(temporary, data);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    throw new DiopterError('file-write', {
      what: `the file cannot be written: ${(cause as Error).message}`,
      where: path,
      cause,
    });
  }
}

async function writeAndFlush(path: string, data: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
}
