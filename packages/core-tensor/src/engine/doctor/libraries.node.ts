/** Looks for shared libraries where the system's loader would. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What a program prints; empty when it is not there or fails. */
export function outputOf(program: string, options: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, options, { timeout: 10_000 }, (_, output) => resolve(output ?? ''));
  });
}

/** The libraries that `file` needs and the loader does not find. Empty where that cannot be told: only Linux has `ldd`. */
export async function missingLibraries(file: string): Promise<readonly string[]> {
  const lines = await outputOf('ldd', [file]);
  return [...lines.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
}

/** The path of each library that the loader would find, by name; null for those it would not. */
export async function findLibraries(
  names: readonly string[],
): Promise<Readonly<Record<string, string | null>>> {
  const cache = (await outputOf('ldconfig', ['-p'])) || (await outputOf('/sbin/ldconfig', ['-p']));
  const searchPath = process.platform === 'win32' ? process.env.PATH : process.env.LD_LIBRARY_PATH;
  const folders = (searchPath ?? '').split(delimiter).filter((folder) => folder !== '');
  const find = (name: string): string | null =>
    folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ??
    cache
      .split('\n')
      .find((line) => line.trimStart().startsWith(`${name} `))
      ?.split(' => ')[1]
      ?.trim() ??
    null;
  return Object.fromEntries(names.map((name) => [name, find(name)]));
}
