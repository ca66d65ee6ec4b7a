/** What a bench is: a training step, compiled, that can be repeated. */

/** One thing to measure. Each has a file of its own, and a twin of the same name in the folder `pytorch`. */
export interface Bench {
  /** What one step does, in one sentence. */
  readonly about: string;
  /** Images or rows that one step sees. */
  readonly batch: number;
  /** Compiles the step. */
  start(options: StartOptions): Promise<Steps>;
}

/** How a step is compiled. */
export interface StartOptions {
  /** CPU threads inside one operator. */
  readonly threads: number;
  /** Where ONNX Runtime writes its trace: the file's path up to a time that it adds. */
  readonly profile?: string;
  /** Layers, for a bench of any depth. */
  readonly depth?: number;
}

/** A step that is ready to run, and its state. */
export interface Steps {
  /** Numbers that are trained. Both sides of a bench must have as many. */
  readonly parameterCount: number;
  readonly compileMilliseconds: number;
  /** Does one step and returns its loss. */
  next(): Promise<number>;
  /** Frees the session; a trace is complete after that. */
  release(): Promise<void>;
}
