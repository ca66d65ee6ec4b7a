/** The steps of a run: several programs over one state, chosen by a control that is kept, and judged on held-out data. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { normal, randomKey, uniformValues } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runFolder } from '../../loop/index.js';
import { readMetrics } from '../../reports/index.js';
import type { Improvement, TrainingEvent } from './job.js';
import type { Learner } from './learner.js';
import { runLearner } from './run-learner.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-frame-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Weights = { readonly weights: tf.Tensor };

/** Two programs: one adds noise, the other halves; the control takes the other one when weights leave a range. */
function noiseAndHalves(): Learner<Weights, tf.Tensor, 'spread' | 'halve'> {
  const measured = (weights: tf.Tensor) => ({
    learned: { weights },
    metrics: { size: tf.mean(tf.abs(weights)) as tf.Scalar },
  });
  return {
    start: (key) => ({ weights: normal(key, [4]) }),
    programs: {
      spread: ({ weights }, _batch, key) =>
        measured(tf.add(weights, normal(key, [4], { standardDeviation: 0.5 }))),
      halve: ({ weights }, { x }) => measured(tf.add(tf.mul(weights, 0.5), tf.mul(tf.mean(x!), 0))),
    },
    control: {
      start: { halving: false },
      program: ({ halving }) => (halving ? 'halve' : 'spread'),
      next: ({ halving }, { size }) => ({ halving: size! > 1 || (halving! && size! > 0.4) }),
    },
    judged: ({ weights }) => weights,
    evaluate: (weights, { x }) => ({
      metrics: { mean: tf.mean(x!) as tf.Scalar, loss: tf.mean(tf.square(weights)) as tf.Scalar },
      pictures: { weights },
      totals: { columns: tf.sum(x!, 0) },
    }),
    baselines: ({ x }) => ({ rows: x!.shape[0]! }),
  };
}

const rows = (n: number, count: number): HostTensor<'float32'> => ({
  shape: [count, 2],
  dtype: 'float32',
  data: new Float32Array(2 * count).fill(n),
});

async function run(out: string, stopAfter = Number.POSITIVE_INFINITY) {
  const events: TrainingEvent[] = [];
  const shown: Improvement[] = [];
  const controller = new AbortController();
  const result = await runLearner(noiseAndHalves)({
    input: {
      input: undefined,
      ...{ steps: 40, seed: 3, validateEvery: 10, checkpointEvery: 10, validationBatches: 2 },
    },
    services: {
      batches: { at: async (n) => ({ x: uniformValues(randomKey(n), [3, 2]) }) },
      // Three rows of 1 and one of 5: the mean over all four is 2, that of the batches would be 3.
      validation: { at: async (n) => ({ x: n === 0 ? rows(1, 3) : rows(5, 1) }) },
      journal: runFolder(join(folder, out), { existing: 'resume' }),
      gallery: {
        show: async (improvement) => void shown.push(improvement),
      },
    },
    emit: (event) => {
      events.push(event);
      if (event.kind === 'progress' && event.step >= stopAfter) controller.abort();
    },
    signal: controller.signal,
  });
  return { result, events, shown, metrics: await readMetrics(join(folder, out, 'metrics.jsonl')) };
}

const lastState = (out: string) => readFile(join(folder, out, 'checkpoints/last.safetensors'), 'base64');

it('takes the programs in turns, compiles each once, and weighs held-out examples alike', async () => {
  const { result, events, shown, metrics } = await run('whole');
  expect(result).toMatchObject({ step: 40, interrupted: false });
  const compiled = events.filter(({ kind }) => kind === 'compiled');
  expect(compiled.map((event) => 'program' in event && event.program)).toEqual(['spread', 'halve']);
  const sizes = metrics.map(({ size }) => size!);
  expect(sizes.some((size, i) => i > 0 && size > 1 && Math.abs(sizes[i + 1]! / size - 0.5) < 1e-5)).toBe(
    true,
  );
  expect(metrics[9]!['validation.mean']).toBeCloseTo(2, 6);
  expect(metrics[9]!['validation.rows']).toBeCloseTo((3 * 3 + 1) / 4, 6);
  expect(shown.map(({ step }) => step)).toEqual([10, 20, 30, 40]);
  expect(shown[0]!.judged).toMatchObject({ shape: [4] });
  expect(shown[0]!.totals.columns).toEqual({ shape: [2], data: Float64Array.of(8, 8) });
});

it('goes on after a stop with the state of the control: the same bits as without', async () => {
  await run('whole');
  for (const step of [7, 15, 26]) await run('stopped', step);
  const { result } = await run('stopped');
  expect(result.interrupted).toBe(false);
  expect(await lastState('stopped')).toBe(await lastState('whole'));
});
