/** The loop on a run that computes for real: what is kept, what is resumed, and what stops it. */

import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCheckpoint } from '@diopter/core-tensor/checkpoint';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMetrics } from '../reports/index.js';
import { checkpointPath } from './journal/checkpoint-folder.js';
import type { Journal } from './journal/journal.js';
import { type RunFolderOptions, runFolder } from './journal/run-folder.js';
import type { Progress } from './progress.js';
import { noisyQuadratic } from './testing/noisy-quadratic.mjs';
import { type TrainOptions, train } from './train.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-loop-'));
});
afterEach(() => rm(folder, { recursive: true }));

type State = { parameters: HostTensor; momentum: HostTensor; count: number };
type Options = TrainOptions<State, { noise: HostTensor }>;

const problem = (options?: { steps?: number; seed?: number }): Options => noisyQuadratic(options);
const inFolder = (name: string, options: RunFolderOptions = {}): Journal =>
  runFolder(join(folder, name), options);
const filesOf = async (name: string) => (await readdir(join(folder, name, 'checkpoints'))).sort();
const bytesOf = (name: string, step: number) =>
  readFile(checkpointPath(join(folder, name, 'checkpoints'), step));
const metricsOf = (name: string) => readFile(join(folder, name, 'metrics.jsonl'), 'utf8');

/** Aborts after a step. */
function abortAfter(step: number): Pick<Options, 'signal' | 'onProgress'> {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    onProgress: (progress) => {
      if (progress.step === step) controller.abort();
    },
  };
}

describe('train', () => {
  it('minimizes, and keeps metrics, the newest checkpoints and the best one', async () => {
    const { state, step, best, interrupted } = await train({
      ...problem(),
      journal: inFolder('a', { keep: 3 }),
    });
    expect({ step, interrupted }).toEqual({ step: 60, interrupted: false });
    const rows = await readMetrics(join(folder, 'a/metrics.jsonl'));
    expect(rows.map((row) => row.step)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(rows[59]!.loss).toBeLessThan(rows[0]!.loss! / 5);

    const validated = rows.filter((row) => 'validation.loss' in row);
    expect(validated.map((row) => row.step)).toEqual([7, 14, 21, 28, 35, 42, 49, 56, 60]);
    const lowest = validated.reduce((a, b) => (b['validation.loss']! < a['validation.loss']! ? b : a));
    expect(best).toEqual({ step: lowest.step, value: lowest['validation.loss'] });

    const files = await filesOf('a');
    expect(files.filter((file) => file.startsWith('step-'))).toHaveLength(3);
    expect(files.slice(-1)).toEqual(['step-00000060.safetensors']);
    const last = await loadCheckpoint(join(folder, 'a/checkpoints/last.safetensors'));
    expect(last.tensors.get('parameters')).toEqual(state.parameters);
    expect(last.tensors.get('count')).toBe(60);
    const kept = await loadCheckpoint(join(folder, 'a/checkpoints/best.safetensors'));
    expect(kept.tensors.get('count')).toBe(best!.step);
  });

  it('gives the same bits whatever is kept, validated and prepared ahead', async () => {
    const { state } = await train({ ...problem(), journal: inFolder('a') });
    const { validate, validateEvery, checkpointEvery, ...bare } = problem();
    expect((await train({ ...bare, prefetch: 0 })).state).toEqual(state);
    expect((await train({ ...problem({ seed: 6 }) })).state).not.toEqual(state);
  });

  it('checkpoints hold the state of their step, although later steps reuse its memory', async () => {
    await train({ ...problem(), journal: inFolder('a', { keep: 100 }) });
    for (const step of [5, 7, 30]) {
      const { state } = await train(problem({ steps: step }));
      const { tensors } = await loadCheckpoint(checkpointPath(join(folder, 'a/checkpoints'), step));
      expect(tensors.get('parameters')).toEqual(state.parameters);
    }
  });

  it('tells how it is getting on', async () => {
    const reports: Progress[] = [];
    await train({ ...problem({ steps: 4 }), onProgress: (progress) => void reports.push(progress) });
    expect(reports.map(({ step, steps }) => [step, steps])).toEqual([1, 2, 3, 4].map((step) => [step, 4]));
    expect(reports[0]!.stepsPerSecond).toBeUndefined();
    expect(reports[3]!.stepsPerSecond).toBeGreaterThan(0);
    expect(reports[3]!.secondsLeft).toBe(0);
    expect(Object.keys(reports[3]!.losses)).toEqual(['loss', 'rate']);
  });

  it('a state that is better when a number is higher can be the best', async () => {
    const accuracy = [0.1, 0.5, 0.4, Number.NaN, 0.5];
    const { best } = await train({
      ...problem({ steps: 5 }),
      validateEvery: 1,
      validate: async (_state, n) => ({ accuracy: accuracy[n - 1]! }),
      best: { metric: 'accuracy', better: 'higher' },
    });
    expect(best).toEqual({ step: 2, value: 0.5 });
  });

  it('the latest state is the best where no number tells', async () => {
    const { best } = await train({
      ...problem({ steps: 5 }),
      validateEvery: 2,
      validate: async () => ({}),
      best: 'latest',
    });
    expect(best).toEqual({ step: 5, value: 5 });
  });

  it.each(['steps', 'validateEvery', 'checkpointEvery'])(
    'refuses numbers of %s that are none',
    async (name) => {
      for (const count of [0, -5, 2.5, Number.NaN]) {
        await expect(train({ ...problem(), [name]: count })).rejects.toMatchObject({
          where: `train, ${name}`,
        });
      }
    },
  );

  it('refuses a validation without the number that tells the best', async () => {
    const options = { ...problem({ steps: 1 }), validate: async () => ({ psnr: 30 }) };
    await expect(train(options)).rejects.toThrow('no number called loss, only psnr');
  });
});

describe('a run that was stopped and goes on', () => {
  it.each([1, 5, 14, 23, 59])('after step %d ends with the bits of one that was not', async (stop) => {
    await train({ ...problem(), journal: inFolder('whole') });
    const first = await train({ ...problem(), ...abortAfter(stop), journal: inFolder('halves') });
    expect(first).toMatchObject({ step: stop, interrupted: true });
    const messages: string[] = [];
    const second = await train({
      ...problem(),
      journal: inFolder('halves', { existing: 'resume' }),
      log: (message) => messages.push(message),
    });
    expect(second).toMatchObject({ step: 60, interrupted: false });
    expect(messages).toEqual([`going on after step ${stop}`]);
    expect(await bytesOf('halves', 60)).toEqual(await bytesOf('whole', 60));
    expect(await metricsOf('halves')).toBe(await metricsOf('whole'));
  });

  it('does nothing if it was done', async () => {
    await train({ ...problem(), journal: inFolder('a') });
    const before = [await metricsOf('a'), await bytesOf('a', 60)];
    const { step, state } = await train({ ...problem(), journal: inFolder('a', { existing: 'resume' }) });
    expect(step).toBe(60);
    expect(state.count).toBe(60);
    expect([await metricsOf('a'), await bytesOf('a', 60)]).toEqual(before);
  });

  it('starts anew where there is no checkpoint yet', async () => {
    await writeFile(join(folder, 'metrics.jsonl'), '{"step":1}\n');
    await train({ ...problem({ steps: 2 }), journal: runFolder(folder, { existing: 'resume' }) });
    expect(await readMetrics(join(folder, 'metrics.jsonl'))).toHaveLength(2);
  });

  it('passes over a damaged checkpoint, names it, and ends with the same bits', async () => {
    await train({ ...problem(), journal: inFolder('whole') });
    await train({ ...problem(), ...abortAfter(33), journal: inFolder('a') });
    await truncate(checkpointPath(join(folder, 'a/checkpoints'), 33), 1000);
    const damaged: string[] = [];
    const journal = inFolder('a', { existing: 'resume', onDamaged: ({ message }) => damaged.push(message) });
    await train({ ...problem(), journal });
    expect(damaged).toHaveLength(1);
    expect(damaged[0]).toContain('step-00000033.safetensors');
    expect(await bytesOf('a', 60)).toEqual(await bytesOf('whole', 60));
    expect(await metricsOf('a')).toBe(await metricsOf('whole'));
  });

  it('does not start anew because all checkpoints are damaged', async () => {
    await train({ ...problem({ steps: 5 }), journal: inFolder('a', { keep: 1 }) });
    await truncate(checkpointPath(join(folder, 'a/checkpoints'), 5), 1000);
    const again = train({ ...problem(), journal: inFolder('a', { existing: 'resume' }) });
    await expect(again).rejects.toMatchObject({ code: 'invalid-checkpoint' });
    expect(await readMetrics(join(folder, 'a/metrics.jsonl'))).toHaveLength(5);
  });

  it('is of the same configuration and of the same model', async () => {
    const configuration = { batchSize: 16, loss: { pixel: 1 } };
    await train({ ...problem({ steps: 3 }), journal: inFolder('a', { configuration }) });
    const other = { batchSize: 32, loss: { pixel: 1 } };
    const resumed = (options: RunFolderOptions) => inFolder('a', { existing: 'resume', ...options });
    await expect(train({ ...problem(), journal: resumed({ configuration: other }) })).rejects.toMatchObject({
      code: 'checkpoint-mismatch',
      what: 'the run was started with other options: batchSize was 16, now it is 32',
    });
    const { momentum, ...initialState } = problem().initialState;
    const smaller = { ...problem(), initialState } as Options;
    await expect(train({ ...smaller, journal: resumed({ configuration }) })).rejects.toMatchObject({
      code: 'checkpoint-mismatch',
    });
    expect((await train({ ...problem(), journal: resumed({ configuration }) })).step).toBe(60);
  });
});

describe('a folder that holds a run', () => {
  it('is refused unless it is to be resumed or replaced', async () => {
    await train({ ...problem({ steps: 20 }), journal: inFolder('a') });
    await expect(train({ ...problem(), journal: inFolder('a') })).rejects.toMatchObject({
      code: 'invalid-option',
    });
    await train({ ...problem({ steps: 3 }), journal: inFolder('a', { existing: 'replace' }) });
    expect(await filesOf('a')).toEqual(['best.safetensors', 'last.safetensors', 'step-00000003.safetensors']);
    expect(await readMetrics(join(folder, 'a/metrics.jsonl'))).toHaveLength(3);
  });
});

describe('numbers that are not finite', () => {
  const broken = (what: (state: State, n: number) => { loss: number; rate: number }): Options => {
    const options = problem();
    return {
      ...options,
      step: async (state, batch, n) => {
        const result = await options.step(state, batch, n);
        return { ...result, metrics: what(result.state, n) };
      },
    };
  };

  it('in a loss stop the run, name step and terms, and leave the last good checkpoint the newest', async () => {
    const options = broken((_state, n) => ({ loss: n === 12 ? Number.NaN : 1, rate: n === 12 ? -1 / 0 : 1 }));
    await expect(train({ ...options, journal: inFolder('a') })).rejects.toMatchObject({
      code: 'non-finite-loss',
      what: 'at step 13, loss is NaN and rate is -Infinity',
    });
    expect((await filesOf('a')).slice(-1)).toEqual(['step-00000010.safetensors']);
    const rows = await readMetrics(join(folder, 'a/metrics.jsonl'));
    expect(rows.at(-1)).toEqual({ step: 13, loss: Number.NaN, rate: Number.NaN });
  });

  it('in the state are never saved', async () => {
    const options = broken((state, n) => {
      if (n === 13) (state.momentum.data as Float32Array)[7] = Number.POSITIVE_INFINITY;
      return { loss: 1, rate: 1 };
    });
    const { validate, ...silent } = options;
    await expect(train({ ...silent, journal: inFolder('a') })).rejects.toMatchObject({
      code: 'non-finite-loss',
      what: expect.stringContaining('after step 15, 2 tensors'),
    });
    expect((await filesOf('a')).slice(-1)).toEqual(['step-00000010.safetensors']);
  });
});

describe('errors', () => {
  const failing = (step: number) => async () => {
    throw new Error(`failed at ${step}`);
  };

  it('of a step, of a batch and of the journal end the run; what was being saved is saved', async () => {
    const options = problem();
    const badStep: Options['step'] = (state, batch, n) =>
      n === 6 ? failing(6)() : options.step(state, batch, n);
    await expect(train({ ...options, step: badStep, journal: inFolder('a') })).rejects.toThrow('failed at 6');
    expect(await filesOf('a')).toContain('step-00000005.safetensors');

    const badBatch: Options['batchAt'] = (n) => (n === 6 ? failing(6)() : options.batchAt(n));
    await expect(train({ ...options, batchAt: badBatch })).rejects.toThrow('failed at 6');

    const journal = { ...inFolder('b'), save: failing(5) };
    await expect(train({ ...options, journal })).rejects.toThrow('failed at 5');
  });

  it('a full disk is one', async () => {
    await writeFile(join(folder, 'file'), 'in the way');
    await expect(train({ ...problem(), journal: inFolder('file') })).rejects.toMatchObject({
      code: 'file-write',
    });
  });
});

describe('saving', () => {
  it('does not hold up the steps', async () => {
    const kept: number[] = [];
    const stepsWhenSaved: number[] = [];
    let steps = 0;
    const slow: Journal = {
      ...inFolder('a'),
      save: async ({ step }) => {
        await new Promise((resolve) => setTimeout(resolve, 40));
        kept.push(step);
        stepsWhenSaved.push(steps);
      },
    };
    await train({
      ...problem({ steps: 20 }),
      validateEvery: 20,
      checkpointEvery: 10,
      journal: slow,
      onProgress: () => void steps++,
    });
    expect(kept).toEqual([10, 20]);
    expect(stepsWhenSaved[0]).toBeGreaterThan(12);
  });
});
