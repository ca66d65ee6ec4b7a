/** Chooses the eager engine in Node. */

import type { EagerEngine } from './eager-engines.js';
import { loadEngine } from './load-engine.node.js';
import { type EngineChoice, selectEngine } from './select-engine.js';

/** Where to look for what the user installed. */
export interface UseEngineOptions {
  /** A folder of the user's project: its `node_modules` and those above it come before ours. Default: the current folder. */
  readonly from?: string;
}

/**
 * Choose the tfjs backend for everything that is not compiled. `'auto'` is `tensorflow` if the user installed tfjs-node-gpu or
 * tfjs-node and it starts, else `cpu`.
 *
 * tfjs-node 4.22 calls two functions of Node's `util` that Node 23 removed; where they are missing they are put back first.
 *
 * @throws DiopterError `engine-unavailable` with the reasons and what to install; the backend then stays what it was.
 *
 * @example
 * const { engine, reason } = await useEngine('auto');
 */
export function useEngine(
  engine: EagerEngine | 'auto' = 'auto',
  { from = process.cwd() }: UseEngineOptions = {},
): Promise<EngineChoice> {
  return selectEngine(engine === 'auto' ? ['tensorflow', 'cpu'] : [engine], (name) => loadEngine(name, from));
}
