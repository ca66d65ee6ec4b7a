/** Values, errors, services and signals across threads; and training there. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runFolder } from '../journal/run-folder.js';
import { noisyQuadratic, type State } from '../testing/noisy-quadratic.mjs';
import { type TrainResult, train } from '../train.js';
import { runInWorker } from './run-in-worker.js';
import { workerMain } from './worker-main.js';

const actions = new URL('../testing/actions.worker.mjs', import.meta.url);
const quadratic = new URL('../testing/quadratic.worker.mjs', import.meta.url);
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('runInWorker', () => {
  it('hands over the input and gives the result', async () => {
    expect(await runInWorker(actions, { input: { action: 'add', a: 2, b: 3 } })).toBe(5);
  });

  it('hears of every event, in order, before the result', async () => {
    const events: number[] = [];
    await runInWorker<void, number>(actions, {
      input: { action: 'count', to: 100 },
      onEvent: (event) => events.push(event),
    });
    expect(events).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  });

  it('throws what the worker throws: a DiopterError with all its parts, another error with its stack', async () => {
    const error = await runInWorker(actions, { input: { action: 'fail' } }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(DiopterError);
    expect(error).toMatchObject({
      code: 'invalid-data',
      what: 'it is wrong',
      where: 'here',
      help: 'do better',
    });
    await expect(runInWorker(actions, { input: { action: 'failPlainly' } })).rejects.toMatchObject({
      message: 'plainly wrong',
      stack: expect.stringContaining('actions.worker.mjs'),
    });
    await expect(runInWorker(actions, { input: { action: 'crash' } })).rejects.toThrow('out of nowhere');
  });

  it('throws what the listener to events throws', async () => {
    const onEvent = () => {
      throw new Error('not listening');
    };
    await expect(runInWorker(actions, { input: { action: 'count', to: 1 }, onEvent })).rejects.toThrow(
      'not listening',
    );
  });

  it('throws if the thread ends early', async () => {
    await expect(runInWorker(actions, { input: { action: 'exit' } })).rejects.toMatchObject({
      code: 'engine-failed',
      what: 'the thread ended with code 3 before it was done',
    });
  });

  it('moves arrays into a service and out of it', async () => {
    let given: Float32Array | undefined;
    const double = async ({ mine }: { mine: Float32Array }) => {
      given = mine.map((value) => 2 * value);
      return { doubled: given };
    };
    const services = { arithmetic: { double } };
    const result = await runInWorker(actions, { input: { action: 'double', values: [1, 2, 3] }, services });
    expect(result).toEqual({ doubled: Float32Array.of(2, 4, 6), left: 0, received: 12 });
    expect(given).toHaveLength(0);
  });

  it('copies an array that is part of a larger buffer, and leaves the buffer alone', async () => {
    const large = Float32Array.of(0, 2, 4, 6, 8);
    const services = { arithmetic: { double: async () => ({ doubled: large.subarray(1, 4) }) } };
    const result = await runInWorker(actions, { input: { action: 'double', values: [] }, services });
    expect(result).toEqual({ doubled: Float32Array.of(2, 4, 6), left: 0, received: 12 });
    expect(large).toHaveLength(5);
  });

  it("a service's error is thrown where it was called", async () => {
    const fail = async () => {
      throw new DiopterError('file-write', { what: 'no space', help: 'make some' });
    };
    const result = await runInWorker(actions, {
      input: { action: 'catch' },
      services: { arithmetic: { fail } },
    });
    expect(result).toEqual({ name: 'DiopterError', code: 'file-write', help: 'make some' });
  });

  it('aborts a worker that is busy, also one that has not started yet', async () => {
    const controller = new AbortController();
    const options = { input: { action: 'untilAborted' }, signal: controller.signal };
    const turns = await runInWorker<number>(actions, { ...options, onEvent: () => controller.abort() });
    expect(turns).toBeGreaterThan(0);
    expect(await runInWorker<number>(actions, options)).toBeLessThan(turns + 1000);
  });

  it('serves while the worker blocks its thread', async () => {
    const next = async () => {
      await wait(100);
      return 'batch';
    };
    const waited = await runInWorker<number>(actions, {
      input: { action: 'askThenBlock' },
      services: { source: { next } },
    });
    expect(waited).toBeLessThan(90);
  });
});

it('workerMain is for workers', () => {
  expect(() => workerMain(async () => {})).toThrow('no worker thread');
});

describe('training in a worker', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'diopter-worker-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps the same files and ends with the same bits as training here', async () => {
    const options = noisyQuadratic();
    const here = await train({ ...options, journal: runFolder(join(folder, 'here')) });
    const steps: number[] = [];
    const there = await runInWorker<TrainResult<State>, { step: number }>(quadratic, {
      input: {},
      services: { batches: { at: options.batchAt }, journal: runFolder(join(folder, 'there')) },
      onEvent: ({ step }) => steps.push(step),
    });
    expect(there).toEqual(here);
    expect(steps).toHaveLength(60);
    for (const file of [
      'metrics.jsonl',
      'checkpoints/step-00000060.safetensors',
      'checkpoints/best.safetensors',
    ]) {
      expect(await readFile(join(folder, 'there', file))).toEqual(await readFile(join(folder, 'here', file)));
    }
  });
});
