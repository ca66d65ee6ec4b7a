/** How long a run has taken, however often it was stopped. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeResult } from '../files/write-result.js';

const fileName = 'wall-time.json';

/** Seconds that were spent on the run in `folder` so far; 0 if nobody has measured. */
export async function secondsSpent(folder: string): Promise<number> {
  const text = await readFile(join(folder, fileName), 'utf8').catch(() => '{}');
  const { seconds } = JSON.parse(text) as { readonly seconds?: number };
  return seconds ?? 0;
}

/** Does a part of the run, and adds what it took. A part that fails is not counted. */
export async function timed<T>(folder: string, part: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await part();
  const seconds = (await secondsSpent(folder)) + (performance.now() - start) / 1e3;
  await writeResult(join(folder, fileName), `${JSON.stringify({ seconds })}\n`);
  return result;
}
