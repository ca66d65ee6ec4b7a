/** What was judged is judged once, and a file that cannot be read is as good as none. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { rememberedRun } from './remembered-run.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-remembered-'));
});
afterEach(() => rm(folder, { recursive: true }));

const settings = { steps: 3, network: 'he' };

it('judges once, and again for other settings', async () => {
  const judge = vi.fn(async () => ({ accuracy: 0.5 }));
  expect(await rememberedRun(folder, settings, judge)).toEqual({ accuracy: 0.5 });
  expect(await rememberedRun(folder, { network: 'he', steps: 3 }, judge)).toEqual({ accuracy: 0.5 });
  expect(judge).toHaveBeenCalledTimes(1);
  await rememberedRun(folder, { ...settings, steps: 4 }, judge);
  expect(judge).toHaveBeenCalledTimes(2);
});

it('writes nothing about a run that was stopped', async () => {
  expect(await rememberedRun(folder, settings, async () => undefined)).toBeUndefined();
  await expect(readFile(join(folder, 'judged.json'))).rejects.toThrow();
});

it.each(['', '{"settings": {"ste', 'null', '[]', '{"run": {}}'])(
  'judges beside a file that says %j',
  async (text) => {
    await writeFile(join(folder, 'judged.json'), text);
    expect(await rememberedRun(folder, settings, async () => ({ accuracy: 1 }))).toEqual({ accuracy: 1 });
  },
);
