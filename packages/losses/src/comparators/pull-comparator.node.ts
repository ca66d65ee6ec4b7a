/** `pullComparator`: fetches a public comparator into the cache. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { digestOf } from './download/download.node.js';
import type { DownloadOptions } from './download/options.js';
import { type PulledFile, pullFile } from './download/pull-file.node.js';
import { howToGet } from './how-to-get.js';
import { locate, sizeOfFile } from './locate.node.js';
import { comparatorRegistry } from './registry.js';

/** Options of {@link pullComparator}. */
export interface PullOptions extends DownloadOptions {
  /** Another address of the same file: a mirror. */
  readonly url?: string;
}

/** A comparator that is here. */
export interface PulledComparator extends PulledFile {
  readonly name: string;
}

/**
 * Downloads a comparator of the registry into the cache, unless it is there; one that is there and wrong is replaced. Broken
 * downloads go on where they ended, also in a later call. Redirects are followed.
 *
 * Node's own `fetch` does it: `HTTPS_PROXY` and its like count from Node 22.21 and 24 on, with `NODE_USE_ENV_PROXY=1`.
 *
 * @throws DiopterError `invalid-argument` for a name that is not in the registry; `file-not-found` or `invalid-data` with what happened at
 * each address, and what to fetch by hand and where to put it.
 *
 * @example
 * const { path } = await pullComparator('squeezenet', { onProgress: ({ received }) => console.log(received) });
 */
export async function pullComparator(
  name: string,
  { url, ...options }: PullOptions = {},
): Promise<PulledComparator> {
  const { entry, path } = locate(name) ?? unknown(name);
  const { source } = entry;
  if (source.kind === 'public') {
    const file = url === undefined ? source : { ...source, urls: [url] };
    return { name, ...(await pullFile(file, path, options)) };
  }
  // Those that come with the package or were made are here, or cannot be pulled.
  if ((await sizeOfFile(path)) !== undefined)
    return { name, path, ...(await digestOf(path)), verified: false };
  throw new DiopterError('file-not-found', {
    what: `${name} cannot be pulled`,
    where: path,
    help: howToGet(name, entry, path),
  });
}

function unknown(name: string): never {
  throw new DiopterError('invalid-argument', {
    what: `there is no comparator called ${name}`,
    where: 'pullComparator',
    help: `there are ${Object.keys(comparatorRegistry).join(', ')}`,
  });
}
