/** The training loop: steps, validations, checkpoints, and a stop that loses nothing. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { restoreTree } from '@diopter/core-tensor/checkpoint';
import { DiopterError } from '@diopter/core-tensor/errors';
import { snapshot } from '@diopter/core-tensor/jit';
import { type BatchAt, prefetch } from '../data/index.js';
import { validationPrefix } from '../reports/index.js';
import { type BackgroundWork, backgroundWork } from './background.js';
import { assertFiniteState } from './finite-state.js';
import type { Best, Journal, SavedState } from './journal/journal.js';
import { nowhere } from './journal/nowhere.js';
import { assertFinite, type Metrics, toNumbers } from './metrics.js';
import { type Progress, rateMeter } from './progress.js';

/** What {@link train} runs. `n` counts completed steps: 0 at the first step. */
export interface TrainOptions<State, Batch> {
  /** How many steps in all. */
  readonly steps: number;
  /** The state before the first step; when resuming, what the checkpoint must look like. */
  readonly initialState: State;
  /** Batch `n`, always the same for the same `n`. */
  readonly batchAt: BatchAt<Batch>;
  /**
   * One step. What it gives must depend on nothing but its arguments: random keys come from folding `n` into a key,
   * schedules are functions of `n`. It may reuse the memory of the state it was given.
   */
  readonly step: (state: State, batch: Batch, n: number) => Promise<{ state: State; metrics: Metrics }>;
  /** Judges a state without changing it. */
  readonly validate?: (state: State, n: number) => Promise<Metrics>;
  /** Validate after so many steps, and after the last. */
  readonly validateEvery?: number;
  /** Validate before the first step too, as step 0: where what is trained is something already. */
  readonly validateFirst?: boolean;
  /**
   * Which number of a validation tells which state is best, and whether it should be low or high; or `'latest'` where no number
   * does, as in a game of two players.
   */
  readonly best?: { readonly metric: string; readonly better: 'lower' | 'higher' } | 'latest';
  /** Where metrics and checkpoints are kept; nowhere if there is none. */
  readonly journal?: Journal;
  /** Save a checkpoint after so many steps, after the last, and after a validation that is the best so far. */
  readonly checkpointEvery?: number;
  /** How many batches are prepared ahead of the step. */
  readonly prefetch?: number;
  /** Stops the run after the step at hand, with a checkpoint. */
  readonly signal?: AbortSignal;
  /** Is told what happens besides steps. */
  readonly log?: (message: string) => void;
  /** Is told after each step. */
  readonly onProgress?: (progress: Progress) => void | Promise<void>;
}

/** How a run ended. */
export interface TrainResult<State> {
  readonly state: State;
  /** Completed steps. */
  readonly step: number;
  readonly best: Best | undefined;
  /** Whether the signal stopped it before the last step. */
  readonly interrupted: boolean;
}

/**
 * Trains: takes batch after batch to step after step, validates, keeps metrics and checkpoints in the journal, and goes on
 * from the journal's last state if it has one. A run that was stopped, by a signal or by force, and went on gives the
 * same bits, metrics included, as one that was not.
 *
 * Batches are prepared and checkpoints are written while steps run; how long either takes changes no number.
 *
 * @throws DiopterError `non-finite-loss` as soon as a number of a step or, at a checkpoint, of the state is not finite: the
 * last good checkpoint stays the newest. Errors of the step, the batches and the journal are passed on.
 * @example
 * const { state } = await train({
 *   steps: 2000,
 *   initialState: { parameters, moments: optimizer.init(parameters) },
 *   batchAt: trainingBatches(photographs, { key: foldIn(key, 'batches'), batchSize: 16, crop: 64 }),
 *   step: (state, { images }, n) => step(state, images, foldIn(key, n), learningRate(n)),
 *   journal: runFolder('runs/first', { existing: 'resume' }),
 *   checkpointEvery: 200,
 * });
 */
export async function train<State, Batch>(options: TrainOptions<State, Batch>): Promise<TrainResult<State>> {
  const { journal = nowhere } = options;
  const background = backgroundWork();
  try {
    const result = await run(options, journal, background);
    await background.finish();
    await journal.close();
    return result;
  } catch (error) {
    // What was started before the error is still finished; the error itself matters more than theirs.
    await Promise.allSettled([background.finish(), journal.close()]);
    throw error;
  }
}

async function run<State, Batch>(
  options: TrainOptions<State, Batch>,
  journal: Journal,
  background: BackgroundWork,
): Promise<TrainResult<State>> {
  const { steps, batchAt, step, signal, checkpointEvery = Number.POSITIVE_INFINITY } = options;
  assertCounts(options);
  const batch = prefetch(batchAt, { ahead: options.prefetch ?? 2, end: steps });
  const stepsPerSecond = rateMeter();
  let { step: n, state, best, isNew } = await start(options, journal);
  let savedStep = n;

  const save = async (isBest: boolean) => {
    assertFiniteState(state, n);
    // One checkpoint at a time: otherwise a slow disk would make copies pile up in memory.
    await background.finish();
    background.add(journal.save({ step: n, best, state: snapshot(state) }, isBest));
    savedStep = n;
  };

  if (isNew && options.validateFirst && options.validate) {
    const validation = toNumbers(await options.validate(state, n));
    background.add(journal.record({ step: n, ...withPrefix(validation) }));
    best = improvement(options, validation, n, best);
    if (best !== undefined) await save(true);
  }

  while (n < steps && !signal?.aborted) {
    const result = await step(state, await batch(n), n);
    n += 1;
    state = result.state;
    const losses = toNumbers(result.metrics);
    const validation = await validateIfDue(options, state, n);
    background.add(journal.record({ step: n, ...losses, ...withPrefix(validation) }));
    assertFinite(losses, n);

    const improved = validation && improvement(options, validation, n, best);
    best = improved ?? best;
    if (improved !== undefined || isDue(n, checkpointEvery, steps)) await save(improved !== undefined);
    background.check();
    await options.onProgress?.(progressOf(n, steps, stepsPerSecond(), losses));
    // Lets timers, messages and signals in, however the step does its work.
    await nextTurn();
  }
  if (n > savedStep) await save(false);
  return { state, step: n, best, interrupted: n < steps };
}

/** Where to begin: after the journal's last state, or at the beginning. */
async function start<State, Batch>(
  { initialState, log }: TrainOptions<State, Batch>,
  journal: Journal,
): Promise<SavedState<State> & { readonly isNew: boolean }> {
  const saved = await journal.open();
  if (saved === undefined) return { step: 0, best: undefined, state: initialState, isNew: true };
  log?.(`going on after step ${saved.step}`);
  return { ...saved, state: restoreTree(initialState, saved.state) as State, isNew: false };
}

async function validateIfDue<State, Batch>(
  { validate, validateEvery = Number.POSITIVE_INFINITY, steps }: TrainOptions<State, Batch>,
  state: State,
  n: number,
): Promise<Record<string, number> | undefined> {
  return validate && isDue(n, validateEvery, steps) ? toNumbers(await validate(state, n)) : undefined;
}

/** The validation as the new best one, if that is what it is. */
function improvement<State, Batch>(
  { best: criterion = { metric: 'loss', better: 'lower' } }: TrainOptions<State, Batch>,
  validation: Record<string, number>,
  step: number,
  best: Best | undefined,
): Best | undefined {
  if (criterion === 'latest') return { step, value: step };
  const { metric, better } = criterion;
  const value = validation[metric];
  if (value === undefined) {
    throw new DiopterError('invalid-argument', {
      what: `the validation gives no number called ${metric}, only ${Object.keys(validation).join(', ')}`,
      where: 'train, best',
    });
  }
  const isBetter =
    best === undefined ? !Number.isNaN(value) : better === 'lower' ? value < best.value : value > best.value;
  return isBetter ? { step, value } : undefined;
}

/** Infinity is never: only after the last step. */
function assertCounts<State, Batch>(options: TrainOptions<State, Batch>): void {
  for (const name of ['steps', 'validateEvery', 'checkpointEvery'] as const) {
    const count = options[name] ?? Number.POSITIVE_INFINITY;
    if (count > 0 && (Number.isInteger(count) || count === Number.POSITIVE_INFINITY)) continue;
    throw new DiopterError('invalid-argument', {
      what: `${count} is not a positive whole number`,
      where: `train, ${name}`,
    });
  }
}

function isDue(n: number, every: number, steps: number): boolean {
  return n === steps || n % every === 0;
}

function withPrefix(validation: Record<string, number> = {}): Record<string, number> {
  return Object.fromEntries(
    Object.entries(validation).map(([name, value]) => [validationPrefix + name, value]),
  );
}

function progressOf(
  step: number,
  steps: number,
  rate: number | undefined,
  losses: Record<string, number>,
): Progress {
  const secondsLeft = rate === undefined ? undefined : (steps - step) / rate;
  return { step, steps, stepsPerSecond: rate, losses, secondsLeft };
}
