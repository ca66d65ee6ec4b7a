/** Long experiments of several runs: progress, interruption, and a result as text or JSON. */

import { abortOnInterrupt } from '@diopter/training/loop';
import type { TrainingEvent } from '@diopter/training/recipes';
import { reporter } from '../terminal/reporter.js';
import { quietEngine } from './experiment-output.js';

/** What an experiment is watched through. */
export interface Watching {
  readonly signal: AbortSignal;
  readonly onEvent: (event: TrainingEvent) => void;
}

/** How it is told. */
export interface Telling {
  readonly json?: true | undefined;
  readonly quiet?: true | undefined;
  /** Said when Ctrl-C is heard. */
  readonly stopping?: string;
  /** Said when it has stopped. */
  readonly stopped?: string;
}

/**
 * Runs an experiment that gives nothing if it was stopped.
 *
 * @returns the exit code: 130 after an interruption.
 */
export async function watchedExperiment<Result>(
  {
    json,
    quiet,
    stopping = 'stopping after this step, to save it',
    stopped = 'stopped; give the same command to go on',
  }: Telling,
  experiment: (watching: Watching) => Promise<Result | undefined>,
  asText: (result: Result) => string,
): Promise<number> {
  quietEngine();
  const progress = reporter(process.stderr, { quiet: quiet === true });
  const interruption = abortOnInterrupt(() => progress.message(stopping));
  try {
    const result = await experiment({ signal: interruption.signal, onEvent: progress.event });
    progress.end();
    if (result === undefined) {
      process.stdout.write(`${stopped}\n`);
      return 130;
    }
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : asText(result));
    return 0;
  } finally {
    progress.end();
    interruption.dispose();
  }
}
