/** Every file below a folder, in an order that is the same on every machine. */

import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reading } from '../../files/file-errors.js';

/**
 * The paths of all files below `folder`, relative to it, with `/` between names, sorted by UTF-16 code units. Links are
 * followed, but no folder is entered twice; names that start with a dot are left out.
 *
 * @throws DiopterError `file-not-found` if the folder cannot be listed.
 */
export async function listFiles(folder: string): Promise<string[]> {
  return (await reading(folder, below(folder, '', new Set()))).sort();
}

async function below(folder: string, prefix: string, entered: Set<string>): Promise<string[]> {
  const real = await realpath(join(folder, prefix));
  if (entered.has(real)) return [];
  entered.add(real);
  const files: string[] = [];
  for (const name of (await readdir(real)).sort()) {
    if (name.startsWith('.')) continue;
    const path = `${prefix}${name}`;
    const entry = await stat(join(real, name)).catch(() => undefined);
    if (entry?.isFile()) files.push(path);
    if (entry?.isDirectory()) files.push(...(await below(folder, `${path}/`, entered)));
  }
  return files;
}
