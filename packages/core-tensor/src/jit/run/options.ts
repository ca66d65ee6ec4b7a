/** The options of `jit`. */

import type { Optimization, Provider } from '../../engine/index.js';

export interface JitOptions {
  /**
   * Positions of arguments that are given away: their arrays may be written at later calls, and must not be read again.
   * A training step donates its state, which then needs no more than two sets of arrays.
   */
  readonly donate?: readonly number[];
  /** Execution providers in order of preference. Default `'auto'`: CUDA if it starts, else the CPU. */
  readonly providers?: readonly Provider[] | 'auto';
  /** CPU threads inside one operator. Default: the physical cores this process may use. */
  readonly threads?: number;
  /** How far ONNX Runtime rewrites the graph. By default chosen by the number of nodes. */
  readonly optimization?: Optimization;
  /** How many compiled programs are kept, one per signature of shapes and static arguments. Default 8. */
  readonly cacheSize?: number;
  /** Write ONNX Runtime's trace to `<profile>_<time>.json`; complete after `release()`. */
  readonly profile?: string;
}
