/** What the figures were measured on. */

import { createRequire } from 'node:module';
import { availableParallelism, cpus, totalmem } from 'node:os';
import type { PyTorch } from '../pytorch/find-pytorch.js';

/** The machine and the versions of what is compared, in one line. */
export function machineLine(pyTorches: readonly PyTorch[]): string {
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const runtime = `onnxruntime ${onnxRuntimeVersion()}`;
  return [
    `${processor}, ${availableParallelism()} cores, ${memory}`,
    `${process.platform} ${process.arch}`,
    `node ${process.versions.node}`,
    runtime,
    ...pyTorches.map(({ engine, python }) => `${engine} (${python})`),
  ].join('; ');
}

/** Of the package that the core depends on. */
function onnxRuntimeVersion(): string {
  const core = createRequire(import.meta.url).resolve('@diopter/core-tensor/package.json');
  const { version } = createRequire(core)('onnxruntime-node/package.json') as { version: string };
  return version;
}
