/** Runs that are done once, and remembered by what they were made of. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DiopterError } from '@diopter/core-tensor/errors';
import { writeResult } from '../files/write-result.js';
import type { RecipeReport } from '../recipes/index.js';
import { timed } from './stopwatch.js';

const fileName = 'judged.json';

/**
 * What `judge` makes of the run in `folder`; if it was made with the same settings before, only what came out.
 *
 * @param settings everything that decides the result: plain data, as JSON has it.
 * @returns `undefined` if `judge` gives that, because it was stopped.
 */
export async function rememberedRun<Run>(
  folder: string,
  settings: object,
  judge: () => Promise<Run | undefined>,
): Promise<Run | undefined> {
  const known = await recalled<Run>(folder, settings);
  if (known !== undefined) return known;
  const run = await judge();
  if (run !== undefined) {
    await writeResult(join(folder, fileName), `${JSON.stringify({ settings, run }, null, 2)}\n`);
  }
  return run;
}

/** A file that says something else, or nothing, is as good as none: the run itself knows whether it can go on. */
async function recalled<Run>(folder: string, settings: object): Promise<Run | undefined> {
  const text = await readFile(join(folder, fileName), 'utf8').catch(() => undefined);
  const known = text === undefined ? undefined : parsed<Run>(text);
  return isDeepStrictEqual(known?.settings, settings) ? known?.run : undefined;
}

function parsed<Run>(text: string): { readonly settings?: unknown; readonly run?: Run } | undefined {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Trains in `folder`, and takes the time. A loss that is not finite is an outcome like others.
 *
 * @throws DiopterError as `train`, but for such losses.
 */
export function trainedOrDiverged(
  folder: string,
  train: () => Promise<RecipeReport>,
): Promise<RecipeReport | 'diverged'> {
  return timed(folder, () => train().catch(onlyDivergence));
}

function onlyDivergence(error: unknown): 'diverged' {
  if (error instanceof DiopterError && error.code === 'non-finite-loss') return 'diverged';
  throw error;
}
