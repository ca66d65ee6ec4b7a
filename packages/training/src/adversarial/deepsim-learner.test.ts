/** The learner of DeePSiM: who learns when, what a run leaves when it is stopped, and how it is judged. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldIn, randomKey } from '@diopter/core-tensor/random';
import { type HostTensor, leavesWithPaths, mapTree, type Tree } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkpointPath, runFolder, train } from '../loop/index.js';
import { readMetrics } from '../reports/index.js';
import type { PauseState } from './index.js';
import {
  compiledPrograms,
  discriminators,
  onHost,
  type TinyOptions,
  tinyGenerator,
  tinyImages,
  tinyLearner,
} from './testing/tiny-game.js';

const key = randomKey(5);
const pixelsOnly = { feature: 0, adversarial: 0, pixel: 1 };

/** Thresholds between which this game goes to and fro. */
const restless = { pauseDiscriminator: 1.9, resumeDiscriminator: 1.95, pauseGenerator: 2.1 };

describe('a run with the pause rule', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'diopter-adversarial-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const steps = 24;
  type State = { readonly learned: Tree<HostTensor>; readonly control: PauseState };

  /** Trains in a folder and says which programs were taken; `stop` aborts the run after so many steps. */
  async function run(name: string, stop?: number) {
    const learner = tinyLearner({ noise: 0.1, network: discriminators.forgetful, pauses: restless });
    const control = learner.control!;
    const programs = compiledPrograms(learner, { donate: [0] });
    const controller = new AbortController();
    const taken: string[] = [];
    await train<State, Readonly<Record<string, HostTensor>>>({
      steps,
      initialState: { learned: onHost(learner.start(key)), control: control.start },
      batchAt: async (n) => ({ images: tinyImages(n) }),
      step: async (state, batch, n) => {
        const program = control.program(state.control, n);
        taken.push(program);
        const { learned, metrics } = await programs[program as keyof typeof programs](
          state.learned,
          batch,
          foldIn(key, n),
          n + 1,
        );
        const numbers = mapTree(({ data }) => data[0]!, metrics) as Record<string, number>;
        return { state: { learned, control: control.next(state.control, numbers) }, metrics };
      },
      checkpointEvery: 5,
      journal: runFolder(join(folder, name), { existing: 'resume' }),
      signal: controller.signal,
      onProgress: ({ step }) => {
        if (step === stop) controller.abort();
      },
    });
    await Promise.all(Object.values(programs).map((program) => program.release()));
    return taken;
  }
  const checkpoint = (name: string) => readFile(checkpointPath(join(folder, name, 'checkpoints'), steps));

  it('takes every program, the same again, and the same bits after a stop', async () => {
    const whole = await run('whole');
    expect(new Set(whole)).toEqual(new Set(['both', 'generator', 'discriminator']));
    // Where the state of the rule would be lost: the discriminator or the generator is paused.
    const stop = whole.findLastIndex((name) => name !== 'both');
    const halves = [...(await run('halves', stop)), ...(await run('halves'))];
    expect(halves).toEqual(whole);
    expect(await checkpoint('halves')).toEqual(await checkpoint('whole'));
    const metrics = (name: string) => readMetrics(join(folder, name, 'metrics.jsonl'));
    expect(await metrics('halves')).toEqual(await metrics('whole'));
  });
});

it('a discriminator that joins later is left as it is until then', async () => {
  const learner = tinyLearner({ from: 2 });
  const { start, program } = learner.control!;
  expect([0, 1, 2, 3].map((done) => program(start, done))).toEqual(['alone', 'alone', 'both', 'both']);
  const { alone } = compiledPrograms(learner);
  const before = onHost(learner.start(key));
  const { learned, metrics } = await alone(before, { images: tinyImages() }, key, 1);
  await alone.release();
  expect(Object.keys(metrics)).toEqual(['feature', 'loss', 'pixel']);
  const old = new Map(leavesWithPaths(before).map(({ path, leaf }) => [path, leaf.data]));
  for (const { path, leaf } of leavesWithPaths(learned)) {
    if (path.startsWith('discriminator')) expect(leaf.data, path).toEqual(old.get(path));
    else expect(leaf.data, path).not.toEqual(old.get(path));
  }
});

describe('without an adversarial weight', () => {
  it('the generator learns alone, whatever the weights, and gets better', async () => {
    for (const options of [
      { weights: pixelsOnly },
      { weights: pixelsOnly, pixel: 'absolute' },
      { weights: { ...pixelsOnly, feature: 1 } },
    ] satisfies TinyOptions[]) {
      const learner = tinyLearner(options);
      expect(Object.keys(learner.programs)).toEqual(['step']);
      expect(learner.control).toBeUndefined();
      const { step } = compiledPrograms(learner);
      let learned = onHost(learner.start(key));
      const losses: number[] = [];
      for (let n = 0; n < 20; n++) {
        const result = await step(learned, { images: tinyImages() }, foldIn(key, n), n + 1);
        learned = result.learned;
        losses.push(result.metrics.loss!.data[0]!);
      }
      await step.release();
      expect(losses.at(-1)).toBeLessThan(0.8 * losses[0]!);
      expect(
        leavesWithPaths(learned).filter(({ path }) => path.startsWith('discriminator.parameters')),
      ).toEqual([]);
    }
  });

  it('a discriminator is not needed; with one it is', () => {
    const adversary = undefined as never;
    expect(() => tinyLearner({ weights: pixelsOnly, adversary } as TinyOptions)).not.toThrow();
    expect(() => tinyLearner({ adversary } as TinyOptions)).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
  });
});

describe('judging', () => {
  const images = tinyImages();
  const batch = { images: tf.tensor(images.data, [...images.shape]) };

  it('is of the average, if there is one', () => {
    const learned = tinyLearner({ averageDecay: 0.9 }).start(key);
    const average = { other: { bias: tf.ones([1]) } };
    const { judged } = tinyLearner();
    expect(judged({ generator: { ...learned.generator, average } })).toBe(average);
    expect(judged(learned)).toBe(learned.generator.average);
    const without = tinyLearner().start(key);
    expect(judged(without)).toBe(without.generator.parameters);
  });

  it('draws nothing, clips the images, and leaves the discriminator out', () => {
    const learner = tinyLearner({ noise: 5 });
    const parameters = learner.judged(learner.start(key));
    const loud = mapTree((leaf) => tf.mul(leaf as tf.Tensor, 2), parameters) as typeof parameters;
    const { metrics, pictures } = learner.evaluate(loud, batch);
    expect(Object.keys(metrics)).toEqual(['loss', 'feature', 'pixel', 'psnr']);
    const values = pictures.images.dataSync();
    expect([Math.min(...values), Math.max(...values)]).toEqual([0, 1]);
    const [loss, feature, pixel] = ['loss', 'feature', 'pixel'].map((name) => metrics[name]!.dataSync()[0]!);
    expect(loss).toBeCloseTo(0.75 * feature! + 1.25 * pixel!, 4);
  });
});

it('terms that the generator adds count by their weight, and are reported before it', async () => {
  const divergence = tf.scalar(3);
  const { generate, ...rest } = tinyGenerator(0);
  const learner = tinyLearner({
    weights: pixelsOnly,
    otherWeights: { divergence: 0.5 },
    generator: { ...rest, generate: (...args) => ({ ...generate(...args), terms: { divergence } }) },
  });
  const images = tinyImages();
  const { metrics } = learner.evaluate(learner.judged(learner.start(key)), {
    images: tf.tensor(images.data, [...images.shape]),
  });
  expect(metrics.divergence!.dataSync()[0]).toBe(3);
  expect(metrics.loss!.dataSync()[0]).toBeCloseTo(metrics.pixel!.dataSync()[0]! + 1.5, 5);
});
