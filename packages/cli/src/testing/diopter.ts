/** Runs the built command in a process of its own, as users do. */

import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/diopter.js', import.meta.url));

/** How a process ended. */
export interface Ended {
  /** `null` if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How {@link diopter} runs. */
export interface DiopterOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Is told of everything on standard error so far, each time there is more. */
  readonly onStderr?: (text: string, child: ChildProcess) => void;
}

export function diopter(
  args: readonly string[],
  { cwd, env = {}, onStderr = () => {} }: DiopterOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    ...(cwd !== undefined && { cwd }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    onStderr(stderr, child);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
