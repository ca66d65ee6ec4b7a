/** From the name of a comparator to the file that it should be. */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache-folder.node.js';
import { type ComparatorEntry, comparatorRegistry } from './registry.js';

/** A named comparator and its file, which may not be there yet. */
export interface LocatedComparator {
  readonly name: string;
  readonly entry: ComparatorEntry;
  readonly path: string;
}

/** Of files that come with this package. */
const shippedFolder = fileURLToPath(new URL('../../comparators', import.meta.url));

/** The comparator of a name; none if nobody has it. */
export function locate(name: string): LocatedComparator | undefined {
  if (!Object.hasOwn(comparatorRegistry, name)) return undefined;
  const entry = comparatorRegistry[name]!;
  const folder = entry.source.kind === 'shipped' ? shippedFolder : cacheFolder();
  return { name, entry, path: join(folder, entry.source.file) };
}

/** Bytes of a file; none if there is no such file. */
export async function sizeOfFile(path: string): Promise<number | undefined> {
  return stat(path).then(
    (found) => (found.isFile() ? found.size : undefined),
    () => undefined,
  );
}
