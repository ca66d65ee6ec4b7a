/** The experiment of growth, small: students from teachers, every run remembered, and what it leaves. */

import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// As it is built: the thread that trains is a module of its own.
import { net2netExperiment, net2netExperimentFiles } from '@diopter/training/protocols';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readImageHeader } from '../../images/index.js';
import { writeDigits } from '../../recipes/testing/digits.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-net2net-experiment-'));
  await writeDigits(folder, 80);
});
afterAll(() => rm(folder, { recursive: true }));

const options = () => ({
  data: folder,
  dataset: 'mnist',
  out: join(folder, 'runs'),
  students: ['same-size', 'wider-with-state', 'wider-from-scratch', 'deeper'] as const,
  channels: 4,
  seeds: [1],
  teacherSteps: 8,
  studentSteps: 4,
  rateShares: [0.1],
  threads: 1,
  training: { batch: 8, validateEvery: 2, heldOut: 0.25, learningRate: 5e-3 },
});

describe('net2netExperiment', () => {
  it('goes on where it was stopped, starts students at what the teacher knew, and does not train again what it knows', async () => {
    const stop = new AbortController();
    const stopped = await net2netExperiment({
      ...options(),
      signal: stop.signal,
      onEvent: (event) => event.kind === 'validated' && event.step === 2 && stop.abort(),
    });
    expect(stopped).toBeUndefined();

    const result = (await net2netExperiment(options()))!;
    const teacher = result.teacher.runs[0]!;
    expect(teacher).toMatchObject({ seed: 1, steps: 8, diverged: false });
    const runs = Object.fromEntries(result.cells.map(({ student, runs }) => [student, runs[0]!]));
    for (const student of ['same-size', 'wider-with-state', 'deeper']) {
      const { atStart, curve, diverged } = runs[student]!;
      expect(atStart, student).toBe(teacher.equalCompute);
      expect(curve[0], student).toMatchObject({
        step: 0,
        multiplyAdds: 8 * teacher.multiplyAddsPerStep,
      });
      expect(diverged, student).toBe(false);
    }
    expect(runs['wider-with-state']).toMatchObject({ steps: 4, growth: { preserved: true } });
    const { steps, multiplyAddsPerStep: perStep, curve } = runs['wider-from-scratch']!;
    expect(steps).toBe(4 + Math.round((8 * teacher.multiplyAddsPerStep) / perStep));
    expect(curve[0]!.multiplyAdds).toBe(0);
    const spent = ['same-size', 'wider-with-state', 'wider-from-scratch'].map(
      (student) => runs[student]!.curve.at(-1)!.multiplyAdds,
    );
    for (const total of spent) expect(Math.abs(total / spent[1]! - 1)).toBeLessThan(0.2);

    const { out } = options();
    expect(JSON.parse(await readFile(join(out, net2netExperimentFiles.numbers), 'utf8'))).toEqual(result);
    for (const chart of ['wider-rate-0.1-steps.png', 'deeper-rate-0.1-multiply-adds.png']) {
      expect((await readImageHeader(join(out, chart))).width, chart).toBeGreaterThan(500);
    }
    expect((await stat(join(out, net2netExperimentFiles.report))).size).toBeGreaterThan(10_000);
    const certificate = join(out, 'seed-1', 'wider-with-state-rate-0.1', 'certificate.json');
    expect(JSON.parse(await readFile(certificate, 'utf8'))).toMatchObject({ transform: 'widen' });

    const events: string[] = [];
    const again = await net2netExperiment({ ...options(), onEvent: ({ kind }) => events.push(kind) });
    expect(again).toEqual(result);
    expect(new Set(events)).toEqual(new Set(['message']));
  });
});
