/** Downloads a file that must be a certain one: goes on where it broke off, and leaves it only when it is right. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DiopterError } from '@diopter/core-tensor/errors';
import { readOnnx } from '@diopter/core-tensor/onnx';
import type { PublicFile } from '../registry.js';
import type { DownloadOptions } from './options.js';
import { receive, type Validator } from './receive.node.js';
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
  await mkdir(dirname(path), { recursive: true });
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
    await rename(part, path);
    return digest;
  } catch (error) {
    // What broke off is kept; what is wrong is not.
    if (!(error instanceof DiopterError) || error.code === 'file-not-found') throw error;
    await rm(part, { force: true });
    // The piece from before may be what was wrong.
    if (resumed) return download(file, url, path, options);
    throw error;
  }
}

/** Attempts until the file is whole, waiting longer each time that one brings nothing. */
async function receiveAll(
  url: string,
  part: string,
  bytes: number | undefined,
  options: DownloadOptions,
): Promise<void> {
  const { attempts = 5, backOff = 1000, signal, onProgress, onRetry } = options;
  const validator: Validator = {};
  let farthest = 0;
  let failures = 0;
  const watched: DownloadOptions = {
    ...options,
    onProgress: (progress) => {
      if (progress.received > farthest) failures = 0;
      farthest = Math.max(farthest, progress.received);
      onProgress?.(progress);
    },
  };
  for (;;) {
    try {
      return await receive(url, part, bytes, validator, watched);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof DiopterError) throw error;
      failures += 1;
      const reason = reasonOf(error);
      if (isUnreachable(error) || failures >= attempts) {
        throw new DiopterError('file-not-found', { what: reason, where: url, cause: error });
      }
      onRetry?.(reason);
      await wait(backOff * 2 ** (failures - 1), undefined, signal && { signal });
    }
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

/** What `fetch` hides in its causes: `fetch failed` alone helps nobody. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error
    ? `${message}: ${cause.message || (cause as NodeJS.ErrnoException).code}`
    : message;
}

/** Whether there is nobody to ask: no network, no such host, nobody at the door, or somebody else. */
function isUnreachable(error: unknown): boolean {
  const { code = '' } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
  return /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(
    code,
  );
}
