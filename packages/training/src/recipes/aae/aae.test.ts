/** The recipe of the adversarial autoencoder: every variant and every matching, what a run leaves, and that it resumes exactly. */

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldIn, randomKey, uniformValues } from '@diopter/core-tensor/random';
import { gaussianRing } from '@diopter/models';
import { readCodes } from '@diopter/training/latent';
// As it is built: the thread that trains is a module of its own.
import { trainAae } from '@diopter/training/recipes';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCodec } from '../../codec/index.js';
import { openDataset } from '../../data/index.js';
import { partlyLabelled } from '../../data/partly-labelled.js';
import { defaultsOf } from '../frame/index.js';
import { writeDigits } from '../testing/digits.js';
import { expectSameResumed } from '../testing/same-resumed.js';
import { expectSameStep } from '../testing/same-step.js';
import { type AaeSettings, aaeDescription } from './description.js';
import { aaeFiles } from './files.js';
import { aaeLearner } from './learner.js';
import { labelledCount, settingsOf } from './settings.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-aae-'));
});
afterEach(() => rm(folder, { recursive: true }));

const key = randomKey(1);
const classes = 10;
const imageShape = [4, 4, 1] as const;
const side = 12;
const images = tf.tensor(uniformValues(key, [side, ...imageShape]).data, [side, ...imageShape]);
const labelOf = (i: number) => (i % 3 === 2 ? -1 : i % classes);
const labels = tf.tensor1d(
  Array.from({ length: side }, (_, i) => labelOf(i)),
  'int32',
);
const truth = tf.tensor1d(
  Array.from({ length: side }, (_, i) => i % classes),
  'int32',
);
const batch = { images, labels, labelledImages: images, labelledLabels: truth };

const learnerOf = (said: Partial<AaeSettings>) =>
  aaeLearner({
    options: { ...settingsOf(defaultsOf(aaeDescription.options), 0), units: 6, ...said },
    imageShape: [...imageShape],
    classes,
  });

const { variant, matching, posterior, prior } = aaeDescription.options;
const cases: readonly Partial<AaeSettings>[] = [
  ...variant.choices.flatMap((variant) =>
    (['adversarial', 'mmd'] as const).map((matching) => ({
      variant,
      matching,
      codeLength: 3,
      prior: 'gaussian' as const,
    })),
  ),
  ...matching.choices.map((matching) => ({ matching, labelled: 8 })),
  ...posterior.choices.map((posterior) => ({ posterior, matching: 'none' as const })),
  ...prior.choices.map((prior) => ({ prior, matching: 'mmd-sampled' as const })),
  { variant: 'embedding', labelled: 10, matching: 'adversarial', noise: 0.1, discriminatorNoise: 0.3 },
  { variant: 'semi-supervised', batchNorm: 'encoder', inputDropout: 0.2, matching: 'adversarial' },
];

describe('a step', () => {
  it.each(cases)('does the same compiled as eagerly: %o', async (said) => {
    // The halves of a discriminator's loss, and the terms of an MMD, cancel but for a small rest.
    await expectSameStep(learnerOf(said), batch, key, { tolerance: 5e-4, rounding: 1e-9 });
  });

  it.each(cases)('can be judged, and has numbers that are finite: %o', (said) => {
    const learner = learnerOf(said);
    const { autoencoder, statistics } = learner.start(key);
    const { metrics } = learner.evaluate(
      { parameters: autoencoder.parameters, statistics },
      { images, labels: truth },
    );
    for (const [name, value] of Object.entries(metrics)) {
      expect(Number.isFinite(value.dataSync()[0]), name).toBe(true);
    }
    const isFound =
      said.variant === 'clustering' || said.variant === 'semi-supervised' || said.variant === 'embedding';
    expect(metrics.accuracy !== undefined).toBe(isFound);
  });

  it('moves the encoder by the discriminators, and by labels', () => {
    const encoderAfter = (said: Partial<AaeSettings>) => {
      const learner = learnerOf({ variant: 'semi-supervised', warmUpSteps: 0, ...said });
      const { learned } = learner.programs.step(learner.start(key), batch, foldIn(key, 1), tf.scalar(1));
      return learned.autoencoder.parameters.encoder.logits!.kernel!.dataSync();
    };
    const alone = encoderAfter({ matching: 'none' });
    const played = encoderAfter({ matching: 'adversarial' });
    expect([...played]).not.toEqual([...alone]);
  });

  it('has no closed form for the swiss roll, and says so', () => {
    const learner = learnerOf({ prior: 'swiss-roll', matching: 'mmd' });
    const step = () => learner.programs.step(learner.start(key), batch, key, tf.scalar(1));
    expect(step).toThrow(/swiss-roll/);
  });
});

async function digits(count: number): Promise<string> {
  await writeDigits(folder, count);
  return folder;
}

describe('labelledCount', () => {
  const defaults = defaultsOf(aaeDescription.options);
  it.each([
    ['as many as the paper to a prior with a part for each class', {}, 60_000, 10_000],
    ['all there are, if they are fewer', {}, 80, 80],
    ['none to a prior of one part', { prior: 'gaussian' }, 60_000, 0],
    ['none to clusters', { variant: 'clustering' }, 60_000, 0],
    ['none if there are fewer pictures than classes', {}, 9, 0],
    ['what is said', { labelled: 100 }, 60_000, 100],
  ] as const)('tells %s', (_, said, pictures, expected) => {
    expect(labelledCount({ ...defaults, ...said }, { classes: 10, pictures })).toBe(expected);
    const none = labelledCount({ ...defaults, ...said }, { classes: 0, pictures });
    expect(none).toBe('labelled' in said ? expected : 0);
  });
});

describe('partlyLabelled', () => {
  it('tells as many of each class, and hides the others', async () => {
    const dataset = await openDataset('mnist', await digits(60));
    const { all, labelled } = await partlyLabelled(dataset, { key, count: 20 });
    const labelsOf = async ({ length, get }: typeof all) =>
      Promise.all(Array.from({ length }, async (_, i) => (await get(i)).label));
    const told = await labelsOf(labelled);
    expect([...told].sort()).toEqual(Array.from({ length: 20 }, (_, i) => Math.floor(i / 2)));
    const everything = await labelsOf(all);
    expect(everything.filter((label) => label === -1)).toHaveLength(40);
    expect(everything.every((label, i) => label === -1 || label === i % classes)).toBe(true);
    const again = await partlyLabelled(dataset, { key, count: 20 });
    expect(await labelsOf(again.all)).toEqual(everything);
    const get = () => Promise.reject(new Error('looked at'));
    expect((await partlyLabelled({ ...dataset, get }, { key, count: 0 })).labelled.length).toBe(0);
    await expect(partlyLabelled(dataset, { key, count: 5 })).rejects.toThrow('from 10 to 60');
    await expect(partlyLabelled(dataset, { key, count: 61 })).rejects.toThrow('from 10 to 60');
  });
});

describe('trainAae', () => {
  const options = {
    dataset: 'mnist',
    batch: 16,
    units: 16,
    validateEvery: 4,
    checkpointEvery: 4,
    heldOut: 0.2,
  } as const;

  it('leaves pictures, codes that can be read, and networks that open as a codec', async () => {
    const out = join(folder, 'run');
    const run = { data: await digits(100), out, ...options, matching: 'mmd', steps: 8 } as const;
    const { best, facts } = await trainAae(run);
    expect(facts).toMatchObject({ pictures: 100, heldOut: 20, labelled: 80 });
    expect(best!.headline).toMatch(/PSNR .* squared MMD of codes .* within three standard deviations/);
    for (const { path } of Object.values(aaeFiles))
      await expect(stat(join(out, path))).resolves.toBeDefined();
    const { shape, data } = await readCodes(join(out, aaeFiles.table.path));
    expect(shape).toEqual([20, 2]);
    const codec = await openCodec(out);
    expect(codec.description.prior).toEqual(gaussianRing());
    const dataset = await openDataset('mnist', folder);
    const { image } = await dataset.get(0);
    const pixels = Float32Array.from(image.data, (value) => value / 255);
    const code = await codec.encode({ shape: [1, 10, 10, 1], dtype: 'float32', data: pixels });
    expect(code.shape).toEqual([1, 2]);
    expect(Math.max(...data.map(Math.abs))).toBeLessThan(50);
    expect((await codec.decode(code)).shape).toEqual([1, 10, 10, 1]);
    await codec.release();
  });

  it('learns classes that are told of a few, and finds clusters', async () => {
    const data = await digits(400);
    const learnt = {
      ...options,
      steps: 120,
      validateEvery: 60,
      codeLength: 2,
      inputDropout: 0,
      learningRate: 3e-3,
      warmUpSteps: 10,
    };
    const run = {
      data,
      out: join(folder, 'run'),
      ...learnt,
      variant: 'semi-supervised',
      labelled: 40,
    } as const;
    const { best } = await trainAae(run);
    expect(best!.metrics.accuracy).toBeGreaterThan(0.8);
    expect(best!.headline).toContain('of classes right');
  });

  it('goes on where it stopped as if it never had', async () => {
    const run = {
      data: await digits(100),
      ...options,
      variant: 'semi-supervised',
      labelled: 20,
      steps: 8,
    } as const;
    await expectSameResumed(folder, 'encoder.onnx', (place) => trainAae({ ...run, ...place }));
  });

  it('refuses to learn classes of which none is told', async () => {
    const run = {
      data: await digits(30),
      out: join(folder, 'run'),
      ...options,
      variant: 'semi-supervised',
    } as const;
    await expect(trainAae(run)).rejects.toMatchObject({ code: 'invalid-option' });
  });

  it('refuses fewer labels than there are classes', async () => {
    await expect(
      trainAae({ data: await digits(30), out: join(folder, 'run'), ...options, labelled: 3 }),
    ).rejects.toThrow('in 10 classes cannot be labelled');
  });
});
