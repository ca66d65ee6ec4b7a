/** The comparison of matchings, small: every run judged, resumed where it stopped, and written down. */

import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// As it is built: the thread that trains is a module of its own.
import { aaeExperiment, aaeExperimentFiles } from '@diopter/training/protocols';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readImageHeader } from '../../images/index.js';
import { writeDigits } from '../../recipes/testing/digits.js';
import { matchMeasures } from './result.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-aae-experiment-'));
  await writeDigits(folder, 100);
});
afterAll(() => rm(folder, { recursive: true }));

const options = () => ({
  data: folder,
  dataset: 'mnist',
  out: join(folder, 'runs'),
  seeds: [1],
  draws: 19,
  threads: 1,
  training: { batch: 8, units: 8, steps: 4, validateEvery: 2, heldOut: 0.3 },
});

describe('aaeExperiment', () => {
  it('goes on where it was stopped, judges every run, and only judges when there is nothing left to train', async () => {
    const stop = new AbortController();
    const stopped = await aaeExperiment({
      ...options(),
      signal: stop.signal,
      onEvent: ({ kind }) => kind === 'validated' && stop.abort(),
    });
    expect(stopped).toBeUndefined();

    const result = (await aaeExperiment(options()))!;
    const names = result.judgements.map(({ matching, seed }) => `${matching} ${seed}`);
    expect(names).toEqual(['adversarial 1', 'mmd 1']);
    for (const judgement of result.judgements) {
      for (const measure of matchMeasures.filter((name) => !name.endsWith('Variance'))) {
        expect(judgement[measure], measure).toSatisfy(Number.isFinite);
      }
    }
    const seconds = result.judgements.map((each) => each.seconds);
    expect(Math.min(...seconds)).toBeGreaterThan(0);
    expect(result.summary[1]!.measures.psnr).toEqual({ mean: result.judgements[1]!.psnr, deviation: 0 });

    const { out } = options();
    expect(JSON.parse(await readFile(join(out, aaeExperimentFiles.numbers), 'utf8'))).toMatchObject({
      prior: 'ring10',
      judgements: [{ matching: 'adversarial' }, { matching: 'mmd' }],
    });
    expect((await readImageHeader(join(out, aaeExperimentFiles.codes))).width).toBeGreaterThan(500);
    expect((await stat(join(out, aaeExperimentFiles.report))).size).toBeGreaterThan(10_000);

    const again = (await aaeExperiment(options()))!;
    const numbers = ({ judgements }: typeof again) => judgements.map(({ seconds: _, ...rest }) => rest);
    expect(numbers(again)).toEqual(numbers(result));
  });

  it('refuses a prior without a density before it trains anything', async () => {
    const asked = aaeExperiment({ ...options(), out: join(folder, 'other'), prior: 'swiss-roll' });
    await expect(asked).rejects.toMatchObject({ code: 'invalid-option', where: 'option prior' });
    await expect(stat(join(folder, 'other'))).rejects.toThrow();
  });
});
