/** Which PyTorches this machine has. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A Python that can import PyTorch. */
export interface PyTorch {
  /** `pytorch-` and the version, without what it was built for. */
  readonly engine: string;
  /** The Python's path. */
  readonly python: string;
}

/** The Pythons that are asked: the user's choice, the system's, and the one on the PATH. */
export function candidates({ DIOPTER_PYTHON }: NodeJS.ProcessEnv = process.env): string[] {
  return [...(DIOPTER_PYTHON ? [DIOPTER_PYTHON] : []), '/usr/bin/python3', 'python3'];
}

/** Every version of PyTorch that these Pythons have, each once. */
export async function findPyTorch(pythons: readonly string[] = candidates()): Promise<PyTorch[]> {
  const versions = await Promise.all(pythons.map(versionOf));
  return distinct(
    pythons.flatMap((python, i) => {
      const version = versions[i];
      return version === undefined ? [] : [{ engine: engineOf(version), python }];
    }),
  );
}

/** `2.13.0+cpu` is the engine `pytorch-2.13.0`. */
export function engineOf(version: string): string {
  return `pytorch-${version.replace(/\+.*/, '')}`;
}

/** The first Python of each version. */
export function distinct(found: readonly PyTorch[]): PyTorch[] {
  const first = new Map<string, PyTorch>();
  for (const pyTorch of found) {
    if (!first.has(pyTorch.engine)) first.set(pyTorch.engine, pyTorch);
  }
  return [...first.values()];
}

async function versionOf(python: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(python, ['-c', 'import torch; print(torch.__version__)']);
    return stdout.trim();
  } catch {
    return undefined;
  }
}
