/** What is known of an engine on this machine. */

import type { EagerEngine } from '../eager/eager-engines.js';
import type { Provider } from '../providers.js';

/** An engine, whether it works here, and if not, what to do. */
export interface EngineStatus {
  /** `compiled`: a provider of ONNX Runtime, for sessions and `jit`. `eager`: a tfjs backend, for `useEngine`. */
  readonly kind: 'compiled' | 'eager';
  readonly name: Provider | EagerEngine;
  /** Whether it starts. */
  readonly available: boolean;
  /** The package that brings it and its version, such as `onnxruntime-node 1.30.0`; null when it is not installed. */
  readonly package: string | null;
  /** Why it is available or not. */
  readonly reason: string;
  /** What to install; null when it is available. */
  readonly install: string | null;
}
