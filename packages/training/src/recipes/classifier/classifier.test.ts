/** The recipe of classifiers: its steps from any start, its data, what a run leaves, that it resumes exactly, and what it refuses. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomKey, uniformValues } from '@diopter/core-tensor/random';
import { type HostTensor, leavesWithPaths } from '@diopter/core-tensor/tree';
import { plainCnn } from '@diopter/models';
import type { Model } from '@diopter/net2net';
import { freshModel } from '@diopter/net2net';
// As it is built: the thread that trains is a module of its own.
import { trainClassifier } from '@diopter/training/recipes';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataset } from '../../data/index.js';
import { writeModel } from '../../model-files/index.js';
import { defaultsOf } from '../frame/index.js';
import { onHost } from '../frame/on-host.js';
import { writeDigits } from '../testing/digits.js';
import { expectSameStep } from '../testing/same-step.js';
import { centredNetwork } from './centred.js';
import { centringOf } from './centring.js';
import { openClassified } from './data.js';
import { classifierDescription } from './description.js';
import { type ClassifierInput, classifierLearner, weightsPacking } from './learner.js';
import { classifierNetworks } from './network-names.js';
import { namedClassifier } from './networks.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-classifier-'));
});
afterEach(() => rm(folder, { recursive: true }));

const key = randomKey(1);
const classes = 3;
const side = 7;
const pixels = uniformValues(key, [side, 8, 6, 3]);
const images = tf.tensor(pixels.data, [side, 8, 6, 3]);
const labels = tf.tensor1d([0, 1, 2, 2, 1, 0, 2], 'int32');
const batch = { images, labels };

const centring = { mean: [0.4, 0.5, 0.6], deviation: 0.25 };
const small = { imageShape: [8, 6, 3], outputs: classes, channels: 2 } as const;
const optimizers = classifierDescription.options.optimizer.choices;
const defaults = defaultsOf(classifierDescription.options);

const inputOf = (said: Partial<ClassifierInput['options']> = {}): ClassifierInput => ({
  network: centredNetwork(plainCnn(small), centring),
  classes,
  options: { ...defaults, schedule: 'constant', warmUpSteps: 0, ...said },
});
const learnerOf = (input: Partial<ClassifierInput>) => classifierLearner({ ...inputOf(), ...input });

/** What a start needs of what was learnt, unpacked by a run's own way: through a checkpoint's tree. */
function startOf(
  input: ClassifierInput,
  learned: ReturnType<ReturnType<typeof classifierLearner>['start']>,
  step: number,
): NonNullable<ClassifierInput['start']> {
  const { unpackValues } = weightsPacking(input.network);
  const values = (weights: tf.Tensor) =>
    unpackValues((onHost({ weights }) as { weights: HostTensor }).weights) as Model['parameters'];
  const optimizer = Object.entries(learned.moments).map(
    ([slot, { weights }]) => [slot, values(weights)] as const,
  );
  return {
    parameters: values(learned.weights),
    statistics: onHost(learned.statistics) as Model['statistics'],
    optimizer: Object.fromEntries(optimizer),
    step,
  };
}

describe('a step', () => {
  it.each(classifierNetworks)('of %s does the same compiled as eagerly', async (name) => {
    const network = centredNetwork(namedClassifier(name, small), centring);
    await expectSameStep(learnerOf({ network }), batch, key, { rounding: 1e-6 });
  });

  it.each(optimizers)('by %s from what was learnt is the step that would have come next', (optimizer) => {
    const input = inputOf({ optimizer, learningRate: 0.01 });
    const learner = classifierLearner(input);
    const step = (from: typeof learner, learned: ReturnType<typeof learner.start>, n: number) =>
      from.programs.step(learned, batch, key, tf.scalar(n)).learned;
    const once = step(learner, learner.start(key), 1);
    const twice = step(learner, once, 2);
    const resumed = classifierLearner({ ...input, start: startOf(input, once, 1) });
    const found = leavesWithPaths(step(resumed, resumed.start(randomKey(9)), 1));
    for (const [i, { path, leaf }] of leavesWithPaths(twice).entries()) {
      expect(found[i]!.leaf.dataSync(), path).toEqual(leaf.dataSync());
    }
    const forgetful = classifierLearner({
      ...input,
      start: { ...startOf(input, once, 1), optimizer: undefined as never },
    });
    const other = step(forgetful, forgetful.start(key), 1);
    expect(tf.norm(tf.sub(other.weights, twice.weights)).dataSync()[0]).toBeGreaterThan(1e-3);
  });

  it('does not go on from the state of another optimizer', () => {
    const input = inputOf({ optimizer: 'sgd' });
    const start = startOf(input, classifierLearner(input).start(key), 0);
    const learner = learnerOf({ start });
    expect(() => learner.start(key)).toThrow(
      expect.objectContaining({ code: 'invalid-option', what: expect.stringContaining('velocity') }),
    );
  });
});

describe('judging', () => {
  it('counts what pictures of each class are taken for', () => {
    const learner = learnerOf({});
    const { weights, statistics } = learner.start(key);
    const { metrics, totals } = learner.evaluate({ weights, statistics }, batch);
    const confusion = totals!.confusion!.arraySync() as number[][];
    const rows = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
    expect(rows).toEqual([2, 2, 3]);
    const hits = confusion.reduce((sum, row, i) => sum + row[i]!, 0);
    expect(metrics.accuracy!.dataSync()[0]).toBeCloseTo(hits / side, 6);
  });
});

describe('openClassified', () => {
  const open = (seed: number) =>
    openClassified({ data: folder, dataset: 'mnist', key: randomKey(seed) }, { heldOut: 0.25, batch: 15 });

  it('holds out the last pictures in their order, whatever the seed, and trains on no others than the rest', async () => {
    await writeDigits(folder, 40);
    const dataset = await openDataset('mnist', folder);
    const examples = await Promise.all(Array.from({ length: 40 }, (_, i) => dataset.get(i)));
    const pictures = examples.map(({ image }) =>
      Array.from(image.data, (value) => Math.fround(value / 255)).join(),
    );
    const picturesOf = ({ images: { data } }: { readonly images: HostTensor<'float32'> }) =>
      Array.from({ length: data.length / 100 }, (_, i) => data.slice(i * 100, (i + 1) * 100).join());
    const orders = await Promise.all(
      [1, 2].map(async (seed) => {
        const { heldOut, training, heldOutCount } = await open(seed);
        expect([heldOut.count, heldOutCount]).toEqual([1, 10]);
        const judged = await heldOut.batchAt(0);
        expect(picturesOf(judged)).toEqual(pictures.slice(30));
        expect([...judged.labels.data]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        const epoch = (await Promise.all([0, 1].map(training))).flatMap(picturesOf);
        expect([...epoch].sort()).toEqual(pictures.slice(0, 30).sort());
        return epoch;
      }),
    );
    expect(orders[0]).not.toEqual(orders[1]);
  });

  it('centres by the pictures to train on', async () => {
    await writeDigits(folder, 40);
    const { mean, deviation } = await (await open(1)).centring();
    const dataset = await openDataset('mnist', folder);
    const examples = await Promise.all(Array.from({ length: 30 }, (_, i) => dataset.get(i)));
    const values = examples.flatMap(({ image }) => [...image.data].map((value) => value / 255));
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length;
    expect(mean).toEqual([expect.closeTo(average, 6)]);
    expect(deviation).toBeCloseTo(Math.sqrt(variance), 6);
  });
});

describe('centringOf', () => {
  it('has a mean for each channel, and one deviation around them', async () => {
    const data = Uint8Array.of(0, 255, 51, 255, 255, 51);
    const image = { width: 2, height: 1, channels: 3, data } as const;
    const { mean, deviation } = await centringOf(
      { name: 'two pixels', length: 1, get: async () => ({ image }) },
      3,
    );
    expect(mean).toEqual([0.5, 1, 0.2].map((value) => expect.closeTo(value, 6)));
    expect(deviation).toBeCloseTo(Math.sqrt(0.25 / 3), 6);
  });
});

describe('trainClassifier', () => {
  const tenDigits = { imageShape: [10, 10, 1], outputs: 10 } as const;

  it.each([
    ['other pictures', plainCnn(small), 'shape-mismatch', /does not take these pictures/],
    ['other classes', plainCnn({ ...tenDigits, outputs: 4 }), 'shape-mismatch', /the shape \[1, 4\]/],
  ] as const)('refuses a network of %s before anything is written', async (_, network, code, text) => {
    await writeDigits(folder, 30);
    const source = join(folder, 'start.safetensors');
    await writeModel(source, { model: freshModel(network, randomKey(1)) });
    const out = join(folder, 'run');
    const failed = trainClassifier({ data: folder, out, from: source, dataset: 'mnist' });
    await expect(failed).rejects.toMatchObject({ code, message: expect.stringMatching(text) });
    await expect(readFile(join(out, 'config.json'))).rejects.toThrow(/ENOENT/);
  });
});
