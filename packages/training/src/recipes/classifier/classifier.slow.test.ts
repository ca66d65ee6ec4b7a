/** Runs of the recipe of classifiers, from nothing and from files: what they leave, and that they resume exactly. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { summary } from '@diopter/core-tensor/graph';
import { randomKey } from '@diopter/core-tensor/random';
import { plainCnn } from '@diopter/models';
import { freshModel } from '@diopter/net2net';
// As it is built: the thread that trains is a module of its own.
import { trainClassifier } from '@diopter/training/recipes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readModel, writeModel } from '../../model-files/index.js';
import { curveOf, readMetrics, validationPrefix } from '../../reports/index.js';
import { writeDigits } from '../testing/digits.js';
import { expectSameResumed } from '../testing/same-resumed.js';
import { centredNetwork } from './centred.js';
import { classifierFiles } from './files.js';
import { classifierNetworks } from './network-names.js';
import { readTrained } from './trained.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-classifier-'));
});
afterEach(() => rm(folder, { recursive: true }));

const centring = { mean: [0.2], deviation: 0.25 };

describe('trainClassifier', () => {
  const options = {
    dataset: 'mnist',
    channels: 4,
    batch: 16,
    heldOut: 0.2,
    warmUpSteps: 0,
    schedule: 'constant',
    learningRate: 5e-3,
    steps: 8,
    validateEvery: 4,
    checkpointEvery: 4,
    threads: 1,
  } as const;

  const digits = async (count: number) => {
    await writeDigits(folder, count);
    return folder;
  };
  const tenDigits = { imageShape: [10, 10, 1], outputs: 10 } as const;
  const digitsNetwork = plainCnn({ ...tenDigits, channels: 4 });

  it.each(classifierNetworks)('teaches %s classes that are easy to tell', async (network) => {
    const run = { data: await digits(300), ...options, network, steps: 60, validateEvery: 60 };
    const { best } = await trainClassifier({ ...run, out: join(folder, 'run') });
    expect(best!.metrics.accuracy).toBeGreaterThan(0.8);
    expect(best!.headline).toMatch(/% of held-out pictures right, loss/);
  });

  it('goes on from a file with its optimizer, and says first how good it is', async () => {
    const data = await digits(300);
    const source = join(folder, 'start.safetensors');
    await writeModel(source, { model: freshModel(centredNetwork(digitsNetwork, centring), randomKey(1)) });
    const first = join(folder, 'first');
    await trainClassifier({ data, out: first, from: source, ...options });

    const trained = await readTrained(first, centredNetwork(digitsNetwork, centring));
    expect(trained.training!.counters).toEqual({ step: 8 });
    const file = join(folder, 'trained.safetensors');
    await writeModel(file, trained);
    const second = join(folder, 'second');
    await trainClassifier({ data, out: second, from: file, ...options });

    const [before, after] = await Promise.all(
      [first, second].map(async (out) => readMetrics(join(out, 'metrics.jsonl'))),
    );
    const accuracies = (rows: NonNullable<typeof before>) => curveOf(rows, `${validationPrefix}accuracy`);
    expect(accuracies(after!).map(({ step }) => step)).toEqual([0, 4, 8]);
    expect(accuracies(after!)[0]!.value).toBe(accuracies(before!).at(-1)!.value);
    expect(JSON.parse(await readFile(join(second, 'config.json'), 'utf8'))).toMatchObject({ from: file });
  });

  it('takes the network of another run by its folder, which is an ONNX file', async () => {
    const data = await digits(120);
    const first = join(folder, 'first');
    const { best } = await trainClassifier({ data, out: first, ...options });
    const second = join(folder, 'second');
    await trainClassifier({ data, out: second, from: first, ...options });
    const rows = await readMetrics(join(second, 'metrics.jsonl'));
    expect(curveOf(rows, `${validationPrefix}accuracy`)[0]).toEqual({
      step: 0,
      value: best!.metrics.accuracy,
    });
    const { model } = await readModel(join(second, classifierFiles.network.path));
    expect(summary(model.graph, [1, 10, 10, 1]).parameters).toBeGreaterThan(1000);
  });

  it('goes on where it stopped as if it never had', async () => {
    const data = await digits(60);
    const source = join(folder, 'start.safetensors');
    await writeModel(source, { model: freshModel(centredNetwork(digitsNetwork, centring), randomKey(1)) });
    await expectSameResumed(folder, 'checkpoints/last.safetensors', (place) =>
      trainClassifier({ data, from: source, ...options, ...place }),
    );
  });

  it('refuses to go on with another file', async () => {
    const data = await digits(60);
    const source = join(folder, 'start.safetensors');
    const model = freshModel(centredNetwork(digitsNetwork, centring), randomKey(1));
    await writeModel(source, { model });
    const run = { data, out: join(folder, 'run'), from: source, ...options };
    await trainClassifier(run);
    await writeModel(source, { model, training: { counters: { step: 3 } } });
    await expect(trainClassifier({ ...run, existing: 'resume', steps: 8 })).rejects.toMatchObject({
      code: 'checkpoint-mismatch',
      message: expect.stringContaining('from was'),
    });
  });
});
