/** Loads the package of an eager engine in Node, from the user's project or from ours. */

import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs';
import { type InstalledPackage, installedPackage } from '../installed-package.node.js';
import { messageOf } from '../message-of.js';
import { type EagerEngine, eagerEngines } from './eager-engines.js';
import { quietly } from './quietly.js';
import { restoreUtilities } from './restore-utilities.node.js';

/**
 * Make a backend known to tfjs. The result says what was found, once the backend is active.
 *
 * @throws an Error that says why none of its packages loads.
 */
export async function loadEngine(engine: EagerEngine, from: string): Promise<() => string> {
  const { packages, remark } = eagerEngines[engine];
  if (packages.length === 0) return () => remark;
  const problems: string[] = [];
  for (const name of packages) {
    const found = installedPackage(name, from);
    if (found === undefined) {
      problems.push(`${name} is not installed`);
      continue;
    }
    try {
      load(found);
      return () => describe(found);
    } catch (error) {
      problems.push(`${name} ${found.version} does not load: ${messageOf(error)}`);
    }
  }
  throw new Error(problems.join('; '));
}

function load({ folder }: InstalledPackage): void {
  restoreUtilities();
  quietly(() => createRequire(import.meta.url)(folder));
}

/** tfjs-node-gpu runs on the CPU, without a word, where it does not find the CUDA it was built for. */
function describe({ name, version }: InstalledPackage): string {
  const { isUsingGpuDevice } = tf.backend() as { readonly isUsingGpuDevice?: boolean };
  const device = isUsingGpuDevice === undefined ? '' : isUsingGpuDevice ? ', on the GPU' : ', on the CPU';
  const lacking = name.endsWith('-gpu') && isUsingGpuDevice === false ? ': it found no CUDA 11.2' : '';
  return `${name} ${version}${device}${lacking}`;
}
