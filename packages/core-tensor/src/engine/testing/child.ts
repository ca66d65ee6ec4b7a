/** Runs a script against the built package in a process of its own, where a crash is a failed test and not the end of all. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const packageFolder = fileURLToPath(new URL('../../../', import.meta.url));

/** Whether the package has been built, which `child` needs. */
export const isBuilt = existsSync(`${packageFolder}dist/engine/index.node.js`);

/**
 * The JSON that a script of this folder prints on its last line.
 *
 * @param environment - variables besides those of this process.
 */
export async function child(
  script: string,
  options: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...options], {
    cwd: packageFolder,
    env: { ...process.env, ...environment },
  });
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}
