/** A run that is stopped and goes on, beside one that is not. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readMetrics } from '../../reports/index.js';
import type { RecipeReport, RunPlace } from '../frame/index.js';

/**
 * Expects the same bits in `file`, and the same losses, of a run that stops at its first validation and is resumed as of one that does not stop.
 *
 * @param folder where both runs go.
 * @param train starts a run at a place.
 */
export async function expectSameResumed(
  folder: string,
  file: string,
  train: (place: Omit<RunPlace, 'data'>) => Promise<RecipeReport>,
): Promise<void> {
  const [whole, parted] = [join(folder, 'whole'), join(folder, 'parted')];
  await train({ out: whole });
  const stop = new AbortController();
  const onEvent = ({ kind }: { readonly kind: string }) => {
    if (kind === 'validated') stop.abort();
  };
  const stopped = await train({ out: parted, signal: stop.signal, onEvent });
  expect(stopped).toMatchObject({ interrupted: true });
  await train({ out: parted, existing: 'resume' });
  const bytes = (out: string) => readFile(join(out, file));
  expect((await bytes(parted)).equals(await bytes(whole))).toBe(true);
  const losses = async (out: string) =>
    (await readMetrics(join(out, 'metrics.jsonl'))).map(({ loss }) => loss);
  expect(await losses(parted)).toEqual(await losses(whole));
}
