/** Ctrl-C as an `AbortSignal`. */

/** What {@link abortOnInterrupt} gives. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Lets signals end the process again. */
  dispose(): void;
}

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * The first SIGINT (Ctrl-C) or SIGTERM aborts the signal, so that a run can save its state; the next one ends the process, as
 * it would have without this.
 *
 * @param onInterrupt is told about the first.
 */
export function abortOnInterrupt(onInterrupt: () => void = () => {}): Interruption {
  const controller = new AbortController();
  const dispose = () => {
    for (const name of signals) process.off(name, interrupt);
  };
  const interrupt = () => {
    dispose();
    controller.abort();
    onInterrupt();
  };
  for (const name of signals) process.on(name, interrupt);
  return { signal: controller.signal, dispose };
}
