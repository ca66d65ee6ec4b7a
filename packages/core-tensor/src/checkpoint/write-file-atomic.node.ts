/** Writing a file so that there is always either the old one or the new one, whole, even if the machine stops. */
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DiopterError } from '../errors/index.js';

/**
 * Writes `data` to `path`: into a temporary file in the same folder, which is flushed to the disk and then renamed. If
 * that fails, the old file is as it was and the temporary one is gone.
 *
 * @throws `file-write` with the reason.
 * @example
 * await writeFileAtomic('runs/first/samples.png', png);
 */
export async function writeFileAtomic(path: string, data: Uint8Array | string): Promise<void> {
  // Hidden, and different each time: two writers of one path must not share it.
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await writeAndFlush(temporary, data);
    await rename(temporary, path);
    await flushFolder(dirname(path));
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new DiopterError('file-write', {
      what: `the file cannot be written: ${cause instanceof Error ? cause.message : cause}`,
      where: path,
      help: 'is there space on the disk, and may you write to the folder?',
      cause,
    });
  }
}

async function writeAndFlush(path: string, data: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the renaming itself survive. Windows cannot open folders and does without. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
