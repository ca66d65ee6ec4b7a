/** How a run is getting on. */

/** One report of progress. */
export interface Progress {
  /** Completed steps, those before a resume included. */
  readonly step: number;
  /** Steps in all. */
  readonly steps: number;
  /** Over the last steps, validations and checkpoints included; `undefined` until two steps are done. */
  readonly stepsPerSecond: number | undefined;
  /** Of the last step. */
  readonly losses: Readonly<Record<string, number>>;
  /** Until the last step, at this rate. */
  readonly secondsLeft: number | undefined;
}

/** How many of the last steps the rate is taken over. */
const window = 50;

/**
 * Measures the rate of steps: call it after each. The first step, which compiles, is not counted.
 *
 * @param now milliseconds on any clock that only goes forward.
 * @returns steps per second, `undefined` after the first.
 */
export function rateMeter(now: () => number = () => performance.now()): () => number | undefined {
  const times: number[] = [];
  return () => {
    times.push(now());
    if (times.length > window + 1) times.shift();
    return times.length < 2 ? undefined : ((times.length - 1) * 1000) / (times.at(-1)! - times[0]!);
  };
}
