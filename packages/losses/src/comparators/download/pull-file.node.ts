/** Gets a public file into its place, unless it is there, from the first of its addresses that has it. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { byHand } from '../how-to-get.js';
import type { PublicFile } from '../registry.js';
import { digestOf, download } from './download.node.js';
import type { DownloadOptions } from './options.js';
import { type FileDigest, verify } from './verify.js';

/** A file that is in its place. */
export interface PulledFile extends FileDigest {
  readonly path: string;
  /** Where it was downloaded from; none if it was here already. */
  readonly url?: string;
  /** Whether its SHA-256 is known and is the right one. */
  readonly verified: boolean;
}

/**
 * Pulls `file` to `path`. One that is there and wrong is replaced, by a right one only.
 *
 * @throws DiopterError `file-not-found` or `invalid-data` with what happened at each address, and what to do by hand.
 */
export async function pullFile(
  file: PublicFile,
  path: string,
  options: DownloadOptions = {},
): Promise<PulledFile> {
  const verified = file.sha256 !== undefined;
  const here = await digestIfRight(file, path);
  if (here !== undefined) return { path, ...here, verified };
  const failures: DiopterError[] = [];
  for (const url of file.urls) {
    try {
      return { path, ...(await download(file, url, path, options)), url, verified };
    } catch (error) {
      if (!(error instanceof DiopterError)) throw error;
      failures.push(error);
    }
  }
  throw new DiopterError(failures.at(-1)!.code, {
    what: failures.map(({ where, what }) => `${where}: ${what}`).join('; '),
    where: `pulling ${file.file}`,
    help: `if it cannot be had from here, ${byHand(file, path)}`,
    cause: failures.at(-1),
  });
}

/** Size and SHA-256 of a file that is there and right. */
async function digestIfRight(file: PublicFile, path: string): Promise<FileDigest | undefined> {
  try {
    const digest = await digestOf(path);
    verify(digest, file, path);
    return digest;
  } catch {
    return undefined;
  }
}
