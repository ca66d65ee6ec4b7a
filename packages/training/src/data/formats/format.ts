/** What a known format of data sets is, and how formats find their files. */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import type { Dataset } from '../dataset.js';

/** Which part of a published data set. */
export type Split = 'train' | 'test' | 'unlabeled';

/** A published data set's files. */
export interface DatasetFormat {
  /** One line on what it is. */
  readonly description: string;
  /** The parts that it is published in; the first is taken if nobody says. */
  readonly splits: readonly [Split, ...Split[]];
  /**
   * Opens the files in a directory.
   *
   * @throws DiopterError `file-not-found`, `invalid-data`.
   */
  open(directory: string, split: Split): Promise<Dataset>;
}

/** The first of several paths, relative to `directory`, that exists; `undefined` if none does. */
export async function findFile(
  directory: string,
  candidates: readonly string[],
): Promise<string | undefined> {
  for (const candidate of candidates) {
    const path = join(directory, candidate);
    if (await exists(path)) return path;
  }
  return undefined;
}

/** {@link findFile} for a file that must be there. */
export async function requireFile(directory: string, candidates: readonly string[]): Promise<string> {
  const path = await findFile(directory, candidates);
  if (path !== undefined) return path;
  throw new DiopterError('file-not-found', {
    what: `there is no ${candidates.join(' and no ')}`,
    where: directory,
  });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** How many whole records a file of nothing but records holds. */
export function countRecords(
  { name, length }: { readonly name: string; readonly length: number },
  bytes: number,
): number {
  if (length > 0 && length % bytes === 0) return length / bytes;
  throw new DiopterError('invalid-data', {
    what: `${length} bytes are not a whole number of records of ${bytes} bytes`,
    where: name,
    help: 'the file is cut short or of another format; download it again',
  });
}
