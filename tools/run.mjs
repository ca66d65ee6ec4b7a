/** Runs programs from the root of the repository, with the environment that every command of it needs. */

import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const environment = {
  ...process.env,
  // Its install script would fetch CUDA libraries, and an install must not depend on that download.
  ONNXRUNTIME_NODE_INSTALL: 'skip',
  TURBO_TELEMETRY_DISABLED: '1',
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
};

/**
 * Runs a program and waits for it. Returns its exit code; a program that a signal ended counts as 1.
 *
 * `stdout: 'stderr'` keeps standard output free for the result of the command that called.
 *
 * @param {string} program
 * @param {readonly string[]} programArguments
 * @param {{ directory?: string, stdout?: 'inherit' | 'stderr' }} [options]
 */
export function run(program, programArguments, { directory = root, stdout = 'inherit' } = {}) {
  // Ctrl-C reaches the program too. It decides what to do, and this process waits for it.
  const wait = () => {};
  process.on('SIGINT', wait);
  const { status, error } = spawnSync(program, programArguments, {
    cwd: directory,
    env: environment,
    stdio: ['inherit', stdout === 'stderr' ? 2 : 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  process.off('SIGINT', wait);
  if (error !== undefined) console.error(`${program}: ${error.message}`);
  return status ?? 1;
}

/** Like {@link run}, but a failure ends this process with the program's exit code. */
export function runOrExit(program, programArguments, options) {
  const code = run(program, programArguments, options);
  if (code !== 0) process.exit(code);
}
