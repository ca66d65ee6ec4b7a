/** One run of the experiment: trained once, and remembered by what it was made of. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DiopterError } from '@diopter/core-tensor/errors';
import { writeResult } from '../../files/write-result.js';
import { trainDeep } from '../../recipes/index.js';
import { curveOf, readMetrics, validationPrefix } from '../../reports/index.js';
import { secondsSpent, timed } from '../stopwatch.js';
import type { DeepMeasures, DeepRun } from './result.js';

const fileName = 'judged.json';

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
export async function judgedRun(
  folder: string,
  settings: DeepRunSettings,
  watching: Watching,
): Promise<DeepRun | undefined> {
  const known = await rememberedRun(folder, settings);
  if (known !== undefined) return known;
  const outcome = await timed(folder, () =>
    trainDeep({ ...settings, ...watching, out: folder, existing: 'resume' }).catch(onlyDivergence),
  );
  if (outcome !== 'diverged' && outcome.interrupted) return undefined;
  const { learningRate, seed, steps } = settings;
  const run: DeepRun = {
    ...{ learningRate, seed, steps },
    diverged: outcome === 'diverged',
    ...(await measuresOf(folder)),
    ...(outcome !== 'diverged' && { parameters: outcome.facts.parameters as number }),
    seconds: await secondsSpent(folder),
  };
  await writeResult(join(folder, fileName), `${JSON.stringify({ settings, run }, null, 2)}\n`);
  return run;
}

function onlyDivergence(error: unknown): 'diverged' {
  if (error instanceof DiopterError && error.code === 'non-finite-loss') return 'diverged';
  throw error;
}

/** A file that says something else, or nothing, is as good as none: the run itself knows whether it can go on. */
async function rememberedRun(folder: string, settings: DeepRunSettings): Promise<DeepRun | undefined> {
  const text = await readFile(join(folder, fileName), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const known = JSON.parse(text) as { readonly settings: unknown; readonly run: DeepRun };
  return isDeepStrictEqual(known.settings, settings) ? known.run : undefined;
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
