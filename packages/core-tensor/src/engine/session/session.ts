/** What a session is: a model loaded into ONNX Runtime, ready to run. */

import type { Provider, ProviderChoice } from '../providers.js';
import type { EngineTensors } from './engine-tensor.js';

/** How a session is made. */
export interface SessionOptions {
  /**
   * Execution providers in order of preference; the first that starts is used. `'auto'` (the default) is CUDA if it
   * really starts here, else the CPU.
   */
  readonly providers?: readonly Provider[] | 'auto';
  /** CPU threads inside one operator. Default: the physical cores this process may use. */
  readonly threads?: number;
  /** How far ONNX Runtime rewrites the graph at creation. Default `'all'`; lower levels create large sessions faster. */
  readonly optimization?: Optimization;
  /**
   * The caller promises to pass every output in `into` on every run. Outputs are then never copied, which otherwise
   * costs about a quarter of a millisecond per MiB and run. Needs a model of operator set 11 or later. Default false.
   */
  readonly outputsInPlace?: boolean;
  /** Write a trace of every run to `<profile>_<time>.json`, complete after `endProfiling()`. */
  readonly profile?: string;
  /** Write the model as ONNX Runtime has rewritten it to this path. */
  readonly optimizedModelPath?: string;
  /** ONNX Runtime's own session settings by name, such as `{ 'session.set_denormal_as_zero': '1' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** ONNX Runtime's levels of graph rewriting, each including the ones before it. */
export type Optimization = 'disabled' | 'basic' | 'extended' | 'layout' | 'all';

/** A model loaded into ONNX Runtime. Plain data in, plain data out. */
export interface Session extends ProviderChoice {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /**
   * Run the model once. The promise resolves after the whole run, during which the event loop of this thread stands still.
   *
   * @param feeds - a tensor for every input. They are read, never written.
   * @param into - tensors that receive outputs: their arrays are filled in place and returned themselves. Outputs not
   * named here are returned in new arrays. A buffer must not be fed and written in one run.
   * @throws DiopterError `invalid-argument` for a missing input or unknown output, `shape-mismatch`, `dtype-mismatch`,
   * `engine-failed` for anything else that ONNX Runtime refuses. The session stays usable.
   */
  run(feeds: EngineTensors, into?: EngineTensors): Promise<EngineTensors>;
  /** Free the session's memory. The session cannot run any more; releasing twice does nothing. */
  release(): Promise<void>;
  /** Complete the trace asked for by the option `profile`. */
  endProfiling(): void;
}
