/** Lists the engines of this machine. */

import { backendStatus } from './backend-status.node.js';
import { providerStatus } from './provider-status.node.js';
import type { EngineStatus } from './status.js';

/** Where to look for what the user installed. */
export interface ListEnginesOptions {
  /** A folder of the user's project: its `node_modules` and those above it come before ours. Default: the current folder. */
  readonly from?: string;
}

/**
 * Every provider of ONNX Runtime and every tfjs backend: whether it works here, why, and what would make it work. Each that is
 * installed is really started, in a process of its own: this takes a second or two.
 *
 * @example
 * for (const { name, available, reason } of await listEngines()) console.log(name, available, reason);
 */
export async function listEngines({
  from = process.cwd(),
}: ListEnginesOptions = {}): Promise<readonly EngineStatus[]> {
  const providers = (['cuda', 'tensorrt', 'webgpu', 'cpu'] as const).map(providerStatus);
  const backends = (['tensorflow', 'webgpu', 'wasm', 'cpu'] as const).map((name) =>
    backendStatus(name, from),
  );
  return Promise.all([...providers, ...backends]);
}
