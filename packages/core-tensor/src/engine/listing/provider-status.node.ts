/** Whether a provider of ONNX Runtime works on this machine. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { missingLibraries } from '../doctor/libraries.node.js';
import { installedPackage } from '../installed-package.node.js';
import { probe, type Trial } from '../probe.node.js';
import { type Provider, providers } from '../providers.js';
import { probeModel } from './probe-model.js';
import type { EngineStatus } from './status.js';

/** Starts the provider, and runs a product of matrices on it, in a process of its own. */
export async function providerStatus(name: Provider): Promise<EngineStatus> {
  const runtime = installedPackage('onnxruntime-node', process.cwd());
  const { works, reason } = runtime
    ? await trial(name, runtime.folder)
    : { works: false, reason: 'onnxruntime-node is not installed' };
  return {
    kind: 'compiled',
    name,
    available: works,
    package: runtime ? `${runtime.name} ${runtime.version}` : null,
    reason,
    install: works ? null : providers[name].install,
  };
}

async function trial(name: Provider, folder: string): Promise<Trial> {
  const library = providerLibrary(name, folder);
  if (library !== undefined && !existsSync(library)) {
    return { works: false, reason: `onnxruntime-node has been installed without its files for ${name}` };
  }
  const outcome = await probe(script, { folder, stack: providers[name].stack, model: [...probeModel()] });
  const missing = outcome.works || library === undefined ? [] : await missingLibraries(library);
  return missing.length === 0
    ? outcome
    : { works: false, reason: `${missing.join(', ')} not found on the library path` };
}

const script = `
  const ort = require(input.folder);
  ort.env.logLevel = 'fatal';
  const session = await ort.InferenceSession.create(Uint8Array.from(input.model), { executionProviders: input.stack });
  const { y } = await session.run({ x: new ort.Tensor('float32', Float32Array.of(1, 2, 3, 4), [2, 2]) });
  if (String(y.data) !== '7,10,15,22') throw new Error('it starts, but computes wrong numbers');
  done('it starts and computes');`;

/** The file of a provider that does not come with the package itself. */
function providerLibrary(name: Provider, folder: string): string | undefined {
  if (name !== 'cuda' && name !== 'tensorrt') return undefined;
  const file =
    process.platform === 'win32'
      ? `onnxruntime_providers_${name}.dll`
      : `libonnxruntime_providers_${name}.so`;
  return join(folder, 'bin', 'napi-v6', process.platform, process.arch, file);
}
