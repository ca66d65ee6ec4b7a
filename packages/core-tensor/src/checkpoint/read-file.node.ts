/** Reading whole files, also those of more than 2 GiB, at which `readFile` stops. */
import { open } from 'node:fs/promises';
import { DiopterError } from '../errors/index.js';

const largestRead = 2 ** 30;

/** @throws `file-not-found` when the file is absent or cannot be read. */
export async function readWholeFile(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const bytes = new Uint8Array((await file.stat()).size);
      let position = 0;
      while (position < bytes.length) {
        const length = Math.min(bytes.length - position, largestRead);
        const { bytesRead } = await file.read(bytes, position, length, position);
        if (bytesRead === 0) break;
        position += bytesRead;
      }
      return bytes.subarray(0, position);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new DiopterError('file-not-found', {
      what: `the file cannot be read: ${cause instanceof Error ? cause.message : cause}`,
      where: path,
      cause,
    });
  }
}
