/** Whether a tfjs backend works on this machine. */

import { createRequire } from 'node:module';
import { type EagerEngine, eagerEngines } from '../eager/eager-engines.js';
import { type InstalledPackage, installedPackage } from '../installed-package.node.js';
import { probe } from '../probe.node.js';
import type { EngineStatus } from './status.js';

/** Loads the backend's package in a process of its own and computes a sum with it. */
export async function backendStatus(name: EagerEngine, from: string): Promise<EngineStatus> {
  const { packages, install, remark } = eagerEngines[name];
  const [found] = (packages.length === 0 ? ['@tensorflow/tfjs'] : packages)
    .map((candidate) => installedPackage(candidate, from))
    .filter((candidate) => candidate !== undefined);
  const { works, reason } = found
    ? await probe(script, {
        name,
        tfjs: createRequire(import.meta.url).resolve('@tensorflow/tfjs'),
        folder: found.folder,
      })
    : { works: false, reason: `${packages.join(' or ')} is not installed` };
  return {
    kind: 'eager',
    name,
    available: works,
    package: found ? nameOf(found) : null,
    reason: works ? remark : reason,
    install: works ? null : install,
  };
}

const nameOf = ({ name, version }: InstalledPackage): string => `${name} ${version}`;

// The two functions of util are those that `restoreUtilities` explains.
const script = `
  const util = require('node:util');
  util.isNullOrUndefined ??= (value) => value == null;
  util.isArray ??= Array.isArray;
  const tf = require(input.tfjs);
  require(input.folder);
  if (!(await tf.setBackend(input.name))) throw new Error('tfjs could not initialize it');
  if ((await tf.sum(tf.tensor1d([1, 2])).data())[0] !== 3) throw new Error('it starts, but computes wrong numbers');
  done('it starts and computes');`;
