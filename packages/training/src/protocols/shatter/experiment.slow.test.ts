/** The experiment, small: all files, and the same numbers for the same seed. */

import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acfTable } from '@diopter/models';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readImageHeader } from '../../images/index.js';
import { type AcfRow, shatterExperimentFiles as files, shatterExperiment } from './index.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-shatter-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (name: string, seed: number) =>
  shatterExperiment({ out: join(folder, name), depths: [4, 2], seeds: 3, width: 12, points: 40, seed });

it('writes numbers, figures and a page; numbers are those of the seed', async () => {
  const result = (await run('first', 1))!;
  const read = (name: string) => readFile(join(folder, 'first', name), 'utf8');

  const rows: readonly AcfRow[] = JSON.parse(await read(files.autocorrelations));
  const expected = acfTable.flatMap(({ network, normalisation, beta = 1 }) =>
    [2, 4].map((depth) => ({ network, normalisation, beta, depth, seeds: 3 })),
  );
  expect(rows.map(({ acf: _, ...row }) => row)).toEqual(expected);
  for (const { network, acf } of rows) {
    expect(acf).toHaveLength(16);
    expect(acf[0]).toBeCloseTo(1, 12);
    for (const value of acf) expect(Math.abs(value)).toBeLessThanOrEqual(1 + 1e-9);
    if (network === 'looks-linear') expect(new Set(acf)).toEqual(new Set([1]));
  }
  expect(JSON.parse(await read(files.numbers))).toEqual(JSON.parse(JSON.stringify(result)));
  expect(result.specimens.map(({ constant }) => constant)).toEqual([false, false, false, true, false, false]);
  expect(result.correlations.every(({ byDepth }) => byDepth.length === 3)).toBe(true);

  const drawings = files.figures.filter((name) => name.endsWith('.svg'));
  expect(drawings).toEqual(['gradients.svg', 'acf.svg', 'correlation.svg', 'co-activation.svg']);
  for (const name of drawings) {
    const [, width, height] = (await read(name)).match(/^<svg [^>]*width="(\d+)" height="(\d+)"/)!;
    const picture = await readImageHeader(join(folder, 'first', name.replace('.svg', '.png')));
    expect([picture.width, picture.height]).toEqual([2 * Number(width), 2 * Number(height)]);
    expect(picture.width).toBeGreaterThan(1000);
  }
  expect((await stat(join(folder, 'first', files.report))).size).toBeGreaterThan(50_000);

  const [again, other] = [(await run('again', 1))!, (await run('other', 2))!];
  expect(again).toEqual(result);
  expect(other.autocorrelations[0]!.acf).not.toEqual(result.autocorrelations[0]!.acf);
});
