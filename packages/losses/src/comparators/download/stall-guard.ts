/** A signal for when nothing has happened for too long. */

/** Watches over something that should go on. */
export interface StallGuard {
  readonly signal: AbortSignal;
  /** Something happened: the time starts again. */
  alive(): void;
  end(): void;
}

/** The guard's signal fires after so many milliseconds without `alive`, or when `outer` does. */
export function stallGuard(milliseconds: number, outer: AbortSignal | undefined): StallGuard {
  const stalled = new AbortController();
  const stop = () => stalled.abort(new Error(`nothing came for ${milliseconds / 1000} s`));
  const timer = setTimeout(stop, milliseconds);
  return {
    signal: outer === undefined ? stalled.signal : AbortSignal.any([stalled.signal, outer]),
    alive: () => void timer.refresh(),
    end: () => clearTimeout(timer),
  };
}
