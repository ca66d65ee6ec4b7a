/** Which pictures none of some runs was trained on, as far as their configurations tell. */

import { resolve } from 'node:path';
import { randomKey } from '@diopter/core-tensor/random';
import type { Dataset } from '../data/index.js';
import { dividePictures } from '../recipes/frame/pictures.js';
import { readRunConfiguration } from '../recipes/run-configuration.js';

/**
 * The indices of the pictures that every run kept out of training; all pictures for runs on other data. Runs say in their
 * `config.json` what they were trained on and what they drew it by.
 *
 * @throws DiopterError `invalid-data` for a damaged configuration.
 */
export async function untrainedPictures(
  runs: readonly string[],
  pictures: Dataset,
  source: { readonly data: string; readonly dataset: string },
): Promise<readonly number[]> {
  const kept = await Promise.all(runs.map((run) => keptOut(run, pictures, source)));
  const everything = [...Array(pictures.length).keys()];
  return kept.reduce<readonly number[]>((left, indices) => {
    const allowed = indices && new Set(indices);
    return allowed ? left.filter((index) => allowed.has(index)) : left;
  }, everything);
}

/** The indices that a run kept out of training; `undefined` if it was trained on something else. */
async function keptOut(
  run: string,
  pictures: Dataset,
  { data, dataset }: { readonly data: string; readonly dataset: string },
): Promise<readonly number[] | undefined> {
  const configuration = (await readRunConfiguration(run)) ?? {};
  const { seed, heldOut } = configuration;
  const isSame = configuration.data === resolve(data) && configuration.dataset === dataset;
  if (!isSame || typeof seed !== 'number' || typeof heldOut !== 'number') return undefined;
  return dividePictures(pictures, { key: randomKey(seed), heldOut }).validationIndices;
}
