/** Finds the packages that the user, or we, have installed. */

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A package found in a `node_modules` folder. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

/** The package as seen from the folder `from`, else as seen from here; undefined when it is not installed. */
export function installedPackage(name: string, from: string): InstalledPackage | undefined {
  const folders = [join(from, 'index.js'), import.meta.url]
    .flatMap((file) => createRequire(file).resolve.paths(name) ?? [])
    .map((modules) => join(modules, name));
  const folder = folders.find((candidate) => existsSync(join(candidate, 'package.json')));
  if (folder === undefined) return undefined;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { name, version, folder };
}
