/** The recipe of deep networks: its steps, its data, what a run leaves, that it resumes exactly, and what it refuses. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSession } from '@diopter/core-tensor/engine';
import { apply } from '@diopter/core-tensor/graph';
import { randomKey, uniformValues } from '@diopter/core-tensor/random';
import { type HostTensor, mapTree } from '@diopter/core-tensor/tree';
// As it is built: the thread that trains is a module of its own.
import { trainDeep } from '@diopter/training/recipes';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClassified } from '../classifier/data.js';
import { classifierFiles, writeNetwork } from '../classifier/files.js';
import { classifierLearner, weightsPacking } from '../classifier/learner.js';
import { defaultsOf } from '../frame/index.js';
import { writeDigits } from '../testing/digits.js';
import { expectSameResumed } from '../testing/same-resumed.js';
import { expectSameStep } from '../testing/same-step.js';
import { type DeepOptions, deepDescription, settingsOf } from './description.js';
import { type DeepNetworkInput, deepClassifier } from './network.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-deep-'));
});
afterEach(() => rm(folder, { recursive: true }));

const key = randomKey(1);
const classes = ['round', 'square', 'long'];
const imageShape = [8, 6, 3] as const;
const side = 7;
const pixels = uniformValues(key, [side, ...imageShape]);
const images = tf.tensor(pixels.data, [side, ...imageShape]);
const labels = tf.tensor1d([0, 1, 2, 2, 1, 0, 2], 'int32');
const batch = { images, labels };

const inputOf = (said: Partial<DeepOptions>): DeepNetworkInput => ({
  options: settingsOf({ ...defaultsOf(deepDescription.options), depth: 6, channels: 4, ...said }),
  imageShape,
  classes: classes.length,
  centring: { mean: [0.4, 0.5, 0.6], deviation: 0.25 },
});

const learnerOf = (said: Partial<DeepOptions>) => classifierLearner(deepClassifier(inputOf(said)));

const { architecture, normalisation, init, activation, optimizer } = deepDescription.options;
const cases: readonly Partial<DeepOptions>[] = [
  ...architecture.choices.flatMap((architecture) =>
    normalisation.choices.map((normalisation) => ({ architecture, normalisation })),
  ),
  ...activation.choices.map((activation) => ({
    activation,
    // Mirrored ones have half as many weights of their own, and at least as many as colours.
    channels: 6,
    init: activation === 'relu' ? ('he' as const) : ('looks-linear' as const),
  })),
  ...init.choices.map((init) => ({ init })),
  ...optimizer.choices.map((optimizer) => ({ optimizer, clip: 0.1 })),
];

/** What ONNX Runtime makes of images by the network in a folder. */
async function logitsOfFile(folder: string, { shape, data }: HostTensor<'float32'>) {
  const bytes = await readFile(join(folder, classifierFiles.network.path));
  const session = await createSession(bytes, { providers: ['cpu'], threads: 1 });
  const { output } = await session.run({ input: { dataType: 'float32', shape, data } });
  await session.release();
  return output!;
}

describe('a step', () => {
  it.each(cases)('does the same compiled as eagerly: %o', async (said) => {
    await expectSameStep(learnerOf(said), batch, key, { rounding: 1e-7 });
  });

  it('moves the weights by no more than the rate times the largest norm', () => {
    const clip = 0.01;
    const learner = learnerOf({ optimizer: 'sgd', clip, learningRate: 0.1, warmUpSteps: 0 });
    const start = learner.start(key);
    const { learned, metrics } = learner.programs.step(start, batch, key, tf.scalar(1));
    const moved = tf.norm(tf.sub(learned.weights, start.weights)).dataSync()[0]!;
    expect(metrics.gradientNorm!.dataSync()[0]).toBeGreaterThan(2 * clip);
    expect(moved / (0.1 * clip)).toBeCloseTo(1, 2);
  });

  it('changes running statistics, by which the network is judged', () => {
    const learner = learnerOf({ normalisation: 'batch-norm' });
    const start = learner.start(key);
    const { learned } = learner.programs.step(start, batch, key, tf.scalar(1));
    const lossOf = (statistics: typeof start.statistics) =>
      learner.evaluate({ weights: start.weights, statistics }, batch).metrics.loss!.dataSync()[0]!;
    expect(lossOf(learned.statistics)).not.toBeCloseTo(lossOf(start.statistics), 4);
  });
});

describe('settingsOf', () => {
  it.each([
    [{ depth: 5 }, 1e-3],
    [{ depth: 200 }, 1e-4],
    [{ depth: 200, optimizer: 'sgd' }, 1e-3],
    [{ depth: 200, learningRate: 0.5 }, 0.5],
  ] as const)('chooses the rate by depth and optimizer, if nobody does: %o', (said, expected) => {
    const { learningRate } = settingsOf({ ...defaultsOf(deepDescription.options), ...said });
    expect(learningRate).toBeCloseTo(expected, 12);
  });
});

describe('the file of a network', () => {
  it.each(cases.slice(0, 6))('gives the logits of the graph: %o', async (said) => {
    const input = inputOf(said);
    const learner = classifierLearner(deepClassifier(input));
    const { learned } = learner.programs.step(learner.start(key), batch, key, tf.scalar(1));
    const { weights, statistics } = mapTree(
      (tensor) => ({ shape: tensor.shape, dtype: tensor.dtype, data: tensor.dataSync() }) as HostTensor,
      { weights: learned.weights, statistics: learned.statistics },
    );
    const { network } = deepClassifier(input);
    await writeNetwork(
      folder,
      { network, classes, imageShape, centring: input.centring },
      {
        weights,
        statistics: statistics as Record<string, Record<string, HostTensor>>,
      },
    );
    const output = await logitsOfFile(folder, pixels);
    const parameters = weightsPacking(network).unpack(learned.weights);
    const { y } = apply(network, { parameters, statistics: learned.statistics }, images);
    expect(output.shape).toEqual([side, classes.length]);
    [...y.dataSync()].forEach((logit, i) => {
      expect(Math.abs(logit - Number(output.data[i]))).toBeLessThan(1e-4);
    });
    const description = JSON.parse(await readFile(join(folder, classifierFiles.description.path), 'utf8'));
    expect(description).toMatchObject({ classes, imageShape, centredInside: input.centring });
  });
});

describe('trainDeep', () => {
  const options = {
    dataset: 'mnist',
    depth: 8,
    channels: 6,
    batch: 16,
    heldOut: 0.2,
    warmUpSteps: 4,
    steps: 8,
    validateEvery: 4,
    checkpointEvery: 4,
  } as const;

  const digits = async (count: number) => {
    await writeDigits(folder, count);
    return folder;
  };

  it('learns classes that are easy to tell, and leaves a network that tells them', async () => {
    const data = await digits(300);
    const out = join(folder, 'run');
    const learnt = { ...options, steps: 80, validateEvery: 40, learningRate: 5e-3 };
    const { best, facts } = await trainDeep({ data, out, ...learnt });
    expect(facts).toMatchObject({ pictures: 300, heldOut: 60, classes: 10 });
    expect(best!.metrics.accuracy).toBeGreaterThan(0.9);
    expect(best!.headline).toMatch(/% of held-out pictures right, loss/);
    const { heldOut } = await openClassified({ data, dataset: 'mnist', key }, options);
    const { images, labels } = await heldOut.batchAt(0);
    const output = await logitsOfFile(out, images);
    const rows = Array.from(
      labels.data,
      (label, i) => [label, [...output.data.slice(10 * i, 10 * i + 10)]] as const,
    );
    const hits = rows.filter(([label, row]) => row.indexOf(Math.max(...(row as number[]))) === label);
    expect(hits.length / 60).toBeCloseTo(best!.metrics.accuracy!, 6);
    expect((await readFile(join(out, 'confusion.svg'), 'utf8')).match(/>100</g)!.length).toBeGreaterThan(5);
  });

  it('goes on where it stopped as if it never had, running statistics included', async () => {
    const run = { data: await digits(60), ...options, normalisation: 'batch-norm' } as const;
    await expectSameResumed(folder, 'checkpoints/last.safetensors', (place) =>
      trainDeep({ ...run, ...place }),
    );
  });

  it.each([
    [
      'relu has no looks-linear weights',
      { activation: 'relu' },
      'invalid-argument',
      /looks-linear weights have no meaning for relu/,
    ],
    ['a network of one layer', { depth: 1 }, 'invalid-option', /1 is not a whole number from 2/],
    ['filters without a centre', { kernelSize: 4 }, 'invalid-option', /4 is not an odd number/],
    [
      'more halvings than the picture has',
      { halvings: 2 },
      'invalid-argument',
      /height and width that can be halved/,
    ],
    ['a channel without a mirror', { activation: 'mirrored-relu', channels: 5 }, 'shape-mismatch', /layer1/],
  ] as const)('refuses %s before anything is written', async (_, said, code, text) => {
    const out = join(folder, 'run');
    const failed = trainDeep({ data: await digits(30), out, ...options, ...said });
    await expect(failed).rejects.toMatchObject({ code, message: expect.stringMatching(text) });
    await expect(readFile(join(out, 'config.json'))).rejects.toThrow(/ENOENT/);
  });

  it('says that a loss which is not finite from the start does not come from learning', async () => {
    const exploding = { architecture: 'residual', beta: 1e9 } as const;
    const failed = trainDeep({ data: await digits(30), out: join(folder, 'run'), ...options, ...exploding });
    await expect(failed).rejects.toMatchObject({
      code: 'non-finite-loss',
      what: expect.stringContaining('at step 1, '),
      help: expect.stringContaining('nothing has been learnt yet'),
    });
  });
});
