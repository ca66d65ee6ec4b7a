/** The experiment of depth, small: rates searched, every run remembered, a divergence counted and not thrown. */

import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// As it is built: the thread that trains is a module of its own.
import { deepExperiment, deepExperimentFiles } from '@diopter/training/protocols';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readImageHeader } from '../../images/index.js';
import { writeDigits } from '../../recipes/testing/digits.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-deep-experiment-'));
  await writeDigits(folder, 60);
});
afterAll(() => rm(folder, { recursive: true }));

/** So large that a single step leaves no number finite. */
const divergingRate = 1e30;

const options = () => ({
  data: folder,
  dataset: 'mnist',
  out: join(folder, 'runs'),
  depths: [3],
  networks: ['looks-linear', 'residual'] as const,
  rates: [1e-3, divergingRate],
  searchSteps: 3,
  seeds: [1],
  steps: 4,
  threads: 1,
  training: { batch: 8, channels: 2, validateEvery: 2, heldOut: 0.3 },
});

describe('deepExperiment', () => {
  it('goes on where it was stopped, passes over rates that diverge, and does not train again what it knows', async () => {
    const stop = new AbortController();
    const stopped = await deepExperiment({
      ...options(),
      signal: stop.signal,
      onEvent: ({ kind }) => kind === 'validated' && stop.abort(),
    });
    expect(stopped).toBeUndefined();

    const result = (await deepExperiment(options()))!;
    expect(result.cells.map(({ depth, network }) => `${network} ${depth}`)).toEqual([
      'looks-linear 3',
      'residual 3',
    ]);
    for (const { search, learningRate, runs, measures } of result.cells) {
      expect(search.map(({ diverged }) => diverged)).toEqual([false, true]);
      expect(learningRate).toBe(1e-3);
      expect(runs.map(({ seed, steps, diverged }) => ({ seed, steps, diverged }))).toEqual([
        { seed: 1, steps: 4, diverged: false },
      ]);
      expect(measures.accuracy).toEqual({ mean: runs[0]!.accuracy, deviation: 0 });
      expect(measures.trainLoss.mean).toSatisfy(Number.isFinite);
    }

    const { out } = options();
    expect(JSON.parse(await readFile(join(out, deepExperimentFiles.numbers), 'utf8'))).toEqual(result);
    for (const chart of [deepExperimentFiles.accuracy, 'loss-depth-3.png']) {
      expect((await readImageHeader(join(out, chart))).width, chart).toBeGreaterThan(500);
    }
    expect((await stat(join(out, deepExperimentFiles.report))).size).toBeGreaterThan(10_000);

    const events: string[] = [];
    const again = await deepExperiment({ ...options(), onEvent: ({ kind }) => events.push(kind) });
    expect(again).toEqual(result);
    expect(new Set(events)).toEqual(new Set(['message']));
  });
});
