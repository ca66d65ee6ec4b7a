/** The bytes of a data file, read a piece at a time, or inflated as a whole if the file is compressed. */

import { open, readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { DiopterError } from '@diopter/core-tensor/errors';
import { reading } from '../files/file-errors.js';

/** Bytes at random access. */
export interface ByteSource {
  /** The path, for errors. */
  readonly name: string;
  readonly length: number;
  /** @throws DiopterError `invalid-data` if there are fewer bytes. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/**
 * The contents of a file; those of a `.gz` file inflated and held in memory.
 *
 * @throws DiopterError `file-not-found`; `invalid-data` for a damaged `.gz` file.
 */
export function openBytes(path: string): Promise<ByteSource> {
  return reading(path, path.endsWith('.gz') ? inflatedBytes(path) : fileBytes(path));
}

/** Bytes that are in memory. */
function memoryBytes(name: string, bytes: Uint8Array): ByteSource {
  const { length } = bytes;
  return {
    name,
    length,
    read: async (offset, count) => {
      if (offset + count > length) throw tooShort(name, offset + count, length);
      return bytes.subarray(offset, offset + count);
    },
  };
}

/** Every read opens the file anew, so that there is nothing to close and no limit on open files to run into. */
async function fileBytes(path: string): Promise<ByteSource> {
  const { size } = await stat(path);
  return {
    name: path,
    length: size,
    read: async (offset, count) => {
      const file = await open(path);
      try {
        const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, offset);
        if (bytesRead < count) throw tooShort(path, offset + count, offset + bytesRead);
        return buffer;
      } finally {
        await file.close();
      }
    },
  };
}

async function inflatedBytes(path: string): Promise<ByteSource> {
  const compressed = await readFile(path);
  try {
    const { buffer, byteOffset, byteLength } = await promisify(gunzip)(compressed);
    return memoryBytes(path, new Uint8Array(buffer, byteOffset, byteLength));
  } catch (cause) {
    throw new DiopterError('invalid-data', {
      what: `the compressed file is damaged: ${(cause as Error).message}`,
      where: path,
      cause,
    });
  }
}

function tooShort(name: string, needed: number, found: number): DiopterError {
  return new DiopterError('invalid-data', {
    what: `the file ends after ${found} bytes where ${needed} are needed`,
    where: name,
  });
}
