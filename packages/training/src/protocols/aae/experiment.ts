/** Huszár's question as an experiment: is the adversary needed, where the prior is known and codes have few dimensions? */

import { join } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import { namedPriors } from '../../latent/index.js';
import { type TrainingEvent, trainAae } from '../../recipes/index.js';
import { secondsSpent, timed } from '../stopwatch.js';
import { judgeRun } from './judge-run.js';
import { type AaeExperimentResult, type Matching, type MatchJudgement, summarisedMatches } from './result.js';
import { writeAaeExperiment } from './write-experiment.js';

/** What is trained, on what, and how it is judged. */
export interface AaeExperimentOptions {
  /** A folder of the data set that `dataset` names. */
  readonly data: string;
  readonly dataset?: string;
  /** The folder of all runs and of the result. */
  readonly out: string;
  /** A prior with a density: `ring10` or `gaussian`. */
  readonly prior?: string;
  readonly matchings?: readonly Matching[];
  readonly seeds?: readonly number[];
  /** Lengthscale of the inverse multiquadric kernel that judges, in units of codes. */
  readonly lengthscale?: number;
  /** Draws of the prior that a p-value ranks among. */
  readonly draws?: number;
  /** Options of every run, such as `steps`, and its `preset`. */
  readonly training?: Readonly<Record<string, unknown>>;
  readonly threads?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TrainingEvent) => void;
}

/**
 * Trains the same encoder and decoder with every way of matching and every seed, and judges the codes of held-out images by numbers that
 * no way was trained with. Runs that are there already are resumed or, if they are complete, only judged.
 *
 * @throws DiopterError as `trainAae`; `invalid-option` for a prior without a density.
 * @returns `undefined` if the signal stopped it: call it again to go on.
 *
 * @example
 * const result = await aaeExperiment({ data: 'mnist', dataset: 'mnist', out: 'runs/adversary' });
 */
export async function aaeExperiment({
  data,
  dataset = 'folder',
  out,
  prior = 'ring10',
  matchings = ['adversarial', 'mmd'],
  seeds = [1, 2, 3],
  lengthscale = 0.25,
  draws = 999,
  training = {},
  ...watching
}: AaeExperimentOptions): Promise<AaeExperimentResult | undefined> {
  if (!Object.hasOwn(namedPriors, prior)) {
    throw new DiopterError('invalid-option', {
      what: `"${prior}" is no prior that has a density`,
      where: 'option prior',
      help: Object.keys(namedPriors).join(', '),
    });
  }
  const say = (text: string) => watching.onEvent?.({ kind: 'message', text });
  const runOf = (matching: Matching, seed: number) => join(out, `${matching}-seed-${seed}`);
  const judgements: MatchJudgement[] = [];
  for (const seed of seeds) {
    for (const matching of matchings) {
      say(`training ${matching}, seed ${seed}`);
      const run = runOf(matching, seed);
      const place = { data, dataset, out: run, existing: 'resume' as const, ...watching };
      const start = { ...training, ...place, variant: 'plain', prior, matching, seed } as const;
      const { interrupted } = await timed(run, () => trainAae(start as Parameters<typeof trainAae>[0]));
      if (interrupted) return undefined;
      const measures = await judgeRun(run, { prior, lengthscale, draws });
      judgements.push({ matching, seed, ...measures, seconds: await secondsSpent(run) });
    }
  }
  const summary = summarisedMatches(judgements, matchings);
  const result = { prior, lengthscale, judgements, summary };
  await writeAaeExperiment(out, result, runOf);
  return result;
}
