/** One run of the experiment: trained once, and remembered by what it was made of. */

import { join } from 'node:path';
import { trainDeep } from '../../recipes/index.js';
import { curveOf, readMetrics, validationPrefix } from '../../reports/index.js';
import { rememberedRun, trainedOrDiverged } from '../remembered-run.js';
import { secondsSpent } from '../stopwatch.js';
import type { DeepMeasures, DeepRun } from './result.js';

type TrainingOptions = Parameters<typeof trainDeep>[0];

/** What decides the numbers of a run. */
export type DeepRunSettings = Omit<
  TrainingOptions,
  'out' | 'existing' | keyof Watching | 'learningRate' | 'seed' | 'steps'
> &
  Pick<DeepRun, 'learningRate' | 'seed' | 'steps'>;

/** How it is watched. */
export type Watching = Pick<TrainingOptions, 'threads' | 'signal' | 'onEvent'>;

/**
 * Trains a network, or goes on with it; if it was trained with the same settings before, only says what came out. A run that diverges is a
 * result like others.
 *
 * @throws DiopterError as `trainDeep`, but for losses that are not finite.
 * @returns `undefined` if the signal stopped it.
 */
export function judgedRun(
  folder: string,
  settings: DeepRunSettings,
  watching: Watching,
): Promise<DeepRun | undefined> {
  return rememberedRun(folder, settings, async () => {
    const outcome = await trainedOrDiverged(folder, () =>
      trainDeep({ ...settings, ...watching, out: folder, existing: 'resume' }),
    );
    if (outcome !== 'diverged' && outcome.interrupted) return undefined;
    const { learningRate, seed, steps } = settings;
    return {
      ...{ learningRate, seed, steps },
      diverged: outcome === 'diverged',
      ...(await measuresOf(folder)),
      ...(outcome !== 'diverged' && { parameters: outcome.facts.parameters as number }),
      seconds: await secondsSpent(folder),
    };
  });
}

/** What the metrics of a run end with. A run that diverged before its first validation has got nothing right. */
async function measuresOf(folder: string): Promise<DeepMeasures> {
  const rows = await readMetrics(join(folder, 'metrics.jsonl'));
  const late = (metric: string) => {
    const curve = curveOf(rows, metric);
    const last = curve.slice(-Math.ceil(curve.length / 10));
    return last.reduce((sum, { value }) => sum + value, 0) / last.length;
  };
  return {
    accuracy: curveOf(rows, `${validationPrefix}accuracy`).at(-1)?.value ?? 0,
    trainAccuracy: late('accuracy'),
    trainLoss: late('loss'),
  };
}
