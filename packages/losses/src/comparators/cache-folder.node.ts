/** Where files that were downloaded are kept. */

import { homedir, platform } from 'node:os';
import { join } from 'node:path';

/** The folder of each system that may be emptied at any time, from its environment. */
const systemCaches: Readonly<Record<string, (home: string, environment: NodeJS.ProcessEnv) => string>> = {
  win32: (home, { LOCALAPPDATA }) => LOCALAPPDATA || join(home, 'AppData', 'Local'),
  darwin: (home) => join(home, 'Library', 'Caches'),
};

const elsewhere = (home: string, { XDG_CACHE_HOME }: NodeJS.ProcessEnv) =>
  XDG_CACHE_HOME || join(home, '.cache');

/** The folder of comparators: under `DIOPTER_CACHE` if that is set, else under the system's cache folder. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const system = systemCaches[platform()] ?? elsewhere;
  const cache = environment.DIOPTER_CACHE || join(system(homedir(), environment), 'diopter');
  return join(cache, 'comparators');
}
