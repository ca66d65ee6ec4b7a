/** Chooses the eager engine in a browser. */

import * as tf from '@tensorflow/tfjs';
import { type EagerEngine, eagerEngines } from './eager-engines.js';
import { type EngineChoice, selectEngine } from './select-engine.js';

/**
 * Choose the tfjs backend for everything that is not compiled. In a browser a backend starts if the page has imported its package;
 * `'auto'` is `webgl`, else `cpu`.
 *
 * @throws DiopterError `engine-unavailable` with the reasons and what to install; the backend then stays what it was.
 */
export function useEngine(engine: EagerEngine | 'auto' = 'auto'): Promise<EngineChoice> {
  return selectEngine(engine === 'auto' ? ['webgl', 'cpu'] : [engine], async (name) => {
    if (tf.findBackendFactory(name) === null) {
      throw new Error(
        `the page has not imported ${eagerEngines[name].packages.join(' or ') || 'its backend'}`,
      );
    }
    return () => eagerEngines[name].remark;
  });
}
