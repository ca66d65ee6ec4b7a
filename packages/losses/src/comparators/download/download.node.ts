/** Downloads a file that must be a certain one: goes on where it broke off, and leaves it only when it is right. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import { readOnnx } from '@diopter/core-tensor/onnx';
import type { PublicFile } from '../registry.js';
import type { DownloadOptions } from './options.js';
import { receiveAll } from './receive-all.node.js';
import { type FileDigest, verify } from './verify.js';

/**
 * Downloads `file` from one of its addresses to `path`. Until it is whole and verified it is `<path>.part`, which a later call goes on with.
 *
 * @returns its size and SHA-256; whether that is the right one is known only where `file` says it.
 * @throws DiopterError what went wrong at the last address; what is at `path` is then as it was.
 */
export async function download(
  file: PublicFile,
  url: string,
  path: string,
  options: DownloadOptions,
): Promise<FileDigest> {
  const part = `${path}.part`;
  await writing(path, mkdir(dirname(path), { recursive: true }));
  // Only a file whose SHA-256 is known can be put together of pieces from different days.
  if (file.sha256 === undefined) await rm(part, { force: true });
  const resumed = await stat(part).then(
    () => true,
    () => false,
  );
  try {
    await receiveAll(url, part, file.bytes, options);
    const digest = await digestOf(part);
    verify(digest, file, url);
    if (file.sha256 === undefined) readOnnx(await readFile(part));
    await writing(path, rename(part, path));
    return digest;
  } catch (error) {
    // What broke off is kept; what is wrong is not.
    if (!(error instanceof DiopterError) || isAboutPlaces(error)) throw error;
    await rm(part, { force: true });
    // The piece from before may be what was wrong.
    if (resumed) return download(file, url, path, options);
    throw error;
  }
}

/** SHA-256 and size of a file, without having it in memory. */
export async function digestOf(path: string): Promise<FileDigest> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Whether an error is about getting bytes and putting them, not about what they are. */
function isAboutPlaces({ code }: DiopterError): boolean {
  return code === 'file-not-found' || code === 'file-write';
}

function writing<Result>(path: string, work: Promise<Result>): Promise<Result> {
  return work.catch((cause: Error) => {
    throw new DiopterError('file-write', { what: cause.message, where: path, cause });
  });
}
