/** Examines the machine: what is there, which engines work, and what to install. */

import { createRequire } from 'node:module';
import { eagerEngines } from '../eager/eager-engines.js';
import { installedPackage } from '../installed-package.node.js';
import { listEngines } from '../listing/list-engines.node.js';
import type { EngineStatus } from '../listing/status.js';
import { advise } from './advice.js';
import { type Gpu, gpu } from './gpu.node.js';
import { type Machine, machine } from './machine.node.js';

/** Where to look for what the user installed. */
export interface DoctorOptions {
  /** A folder of the user's project: its `node_modules` and those above it come before ours. Default: the current folder. */
  readonly from?: string;
}

/** What the doctor found, as plain data. */
export interface Diagnosis {
  readonly machine: Machine;
  /** Version of Node. */
  readonly node: string;
  /** Version of each package that matters here, null for those not installed. */
  readonly packages: Readonly<Record<string, string | null>>;
  readonly engines: readonly EngineStatus[];
  readonly gpu: Gpu;
  /** What to install or change, the most urgent first; empty when all is well. */
  readonly advice: readonly string[];
}

/**
 * Examine the machine. Takes a few seconds, since every engine that is installed is really started.
 *
 * @example
 * const { engines, advice } = await doctor();
 */
export async function doctor({ from = process.cwd() }: DoctorOptions = {}): Promise<Diagnosis> {
  const findings = { machine: machine(), engines: await listEngines({ from }), gpu: await gpu() };
  return { ...findings, node: process.version, packages: packageVersions(from), advice: advise(findings) };
}

function packageVersions(from: string): Record<string, string | null> {
  const { name, version } = createRequire(import.meta.url)('@diopter/core-tensor/package.json') as Record<
    string,
    string
  >;
  const names = [
    '@tensorflow/tfjs',
    ...Object.values(eagerEngines).flatMap(({ packages }) => packages),
    'onnxruntime-node',
    'onnxruntime-web',
  ];
  return {
    [name as string]: version as string,
    ...Object.fromEntries(names.map((each) => [each, installedPackage(each, from)?.version ?? null])),
  };
}
