/** `diopter shatter experiment` to its end, for programs and for people. */

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { diopter } from '../../testing/diopter.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-shatter-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('prints JSON and nothing else, or a table, and in both the files', async () => {
  const small = [
    '--seeds',
    '2',
    '--depths',
    '3',
    '2',
    '--width',
    '10',
    '--points',
    '20',
    '--quiet',
    '-o',
    'out',
  ];
  const asked = ['shatter', 'experiment', ...small];
  const [json, text] = [
    await diopter([...asked, '--json'], { cwd: folder }),
    await diopter(asked, { cwd: folder }),
  ];
  expect([json.code, json.stderr, text.code, text.stderr]).toEqual([0, '', 0, '']);
  const { settings, autocorrelations, files } = JSON.parse(json.stdout);
  expect(settings).toMatchObject({ depths: [2, 3], seeds: 2, width: 10, points: 20, seed: 1 });
  expect(autocorrelations).toHaveLength(14);
  for (const file of files) expect((await stat(join(folder, file))).size).toBeGreaterThan(1000);
  const lines = text.stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^autocorrelation at lags 1, 5, 15 +depth 2 +depth 3$/);
  expect(lines).toContainEqual(expect.stringMatching(/^looks-linear( +1\.00){6}$/));
  expect(lines.slice(-files.length)).toEqual(files);
});
