/** The recipe of the autoencoder: its step, what it learns in seconds, and what it leaves. */

import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apply, fromOnnx, init } from '@diopter/core-tensor/graph';
import { readOnnx } from '@diopter/core-tensor/onnx';
import { foldIn, randomKey, uniformValues } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { autoencoder } from '@diopter/models';
// As it is built: the thread that trains is a module of its own.
import { trainAutoencoder } from '@diopter/training/recipes';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCodec } from '../../codec/index.js';
import type { Image } from '../../images/index.js';
import { readMetrics } from '../../reports/index.js';
import { downsampled } from '../downsample.js';
import { defaultsOf, resolveOptions } from '../frame/index.js';
import { smallComparatorFile } from '../testing/comparator-file.js';
import { photographs } from '../testing/photographs.js';
import { expectSameStep } from '../testing/same-step.js';
import { autoencoderDescription } from './description.js';
import { writeModels } from './files.js';
import { autoencoderLearner } from './learner.js';

import { loadAutoencoder } from './reconstruct.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-autoencoder-'));
});
afterEach(() => rm(folder, { recursive: true }));

const key = randomKey(1);
const onHost = (tensor: tf.Tensor) =>
  ({ shape: tensor.shape, dtype: 'float32', data: tensor.dataSync() }) as HostTensor<'float32'>;

describe('a step', () => {
  it.each(autoencoderDescription.options.loss.choices)(
    'does the same compiled as eagerly, with noise, schedule and average: %s',
    async (loss) => {
      const options = {
        ...defaultsOf(autoencoderDescription.options),
        ...{ loss, noise: 0.1, averageDecay: 0.9, featureWeight: 0.5, adversarialWeight: 0 },
      };
      const comparator = { file: smallComparatorFile(), layers: { features: 2 } };
      const learner = autoencoderLearner({ options, channels: 3, comparator });
      const images = tf.tensor(uniformValues(key, [1, 8, 8, 3]).data, [1, 8, 8, 3]);
      await expectSameStep(learner, { images }, key);
    },
  );
});

describe('trainAutoencoder', () => {
  it('learns from real photographs within seconds, and keeps the best', async () => {
    const data = await photographs(folder);
    const out = join(folder, 'run');
    const schedule = { steps: 60, learningRate: 3e-3, warmUpSteps: 10, validateEvery: 20 };
    const options = { loss: 'l2', batch: 4, ...schedule } as const;
    const { step, interrupted, best, files } = await trainAutoencoder({ data, out, ...options });

    expect({ step, interrupted }).toEqual({ step: 60, interrupted: false });
    const rows = await readMetrics(join(out, 'metrics.jsonl'));
    const mean = (from: number, to: number) =>
      rows.slice(from, to).reduce((sum, row) => sum + row.loss!, 0) / (to - from);
    expect(mean(50, 60)).toBeLessThan(mean(0, 5) / 2);
    expect(best!.metrics.psnr).toBe(Math.max(...[20, 40, 60].map((n) => rows[n - 1]!['validation.psnr']!)));
    expect(rows[59]!['validation.psnr']).toBeGreaterThan(rows[19]!['validation.psnr']!);
    expect(rows[19]!['validation.downsamplePsnr']).toBe(rows[59]!['validation.downsamplePsnr']);
    for (const { path } of Object.values(files)) await expect(stat(join(out, path))).resolves.toBeDefined();
  });

  it('plays all three terms of DeePSiM once the discriminator has joined, and keeps the latest', async () => {
    const comparator = join(folder, 'comparator.onnx');
    await writeFile(comparator, smallComparatorFile().bytes);
    const data = await photographs(folder);
    const out = join(folder, 'run');
    const options = { comparator, steps: 6, batch: 2, validateEvery: 3, adversaryFrom: 2 };
    const { best } = await trainAutoencoder({ data, out, ...options });
    expect(best!.step).toBe(6);
    const rows = await readMetrics(join(out, 'metrics.jsonl'));
    for (const name of ['pixel', 'feature', 'adversarial', 'discriminatorLoss', 'ratio']) {
      const always = name === 'pixel' || name === 'feature';
      const found = rows.map((row) => Number.isFinite(row[name]));
      expect(found, name).toEqual([always, always, true, true, true, true]);
    }
    expect(rows[5]!['validation.feature']).toBeGreaterThan(0);
    const resumed = trainAutoencoder({ data, out, existing: 'resume', ...options, featureWeight: 2 });
    await expect(resumed).rejects.toMatchObject({ code: 'checkpoint-mismatch' });
  });
});

describe('autoencoder.onnx', () => {
  const network = autoencoder();
  const { parameters } = init(network, key);
  const weights = Object.fromEntries(
    Object.entries(parameters).map(([node, group]) => [
      node,
      Object.fromEntries(Object.entries(group).map(([name, tensor]) => [name, onHost(tensor)])),
    ]),
  );
  const picture = (width: number, height: number): Image => {
    const { data } = uniformValues(foldIn(key, width), [height, width, 3]);
    return { width, height, channels: 3, data };
  };

  it('reconstructs as the network does, and gives its code', async () => {
    await writeModels(folder, 3, weights);
    const path = join(folder, 'autoencoder.onnx');
    const model = readOnnx(await readFile(path));
    expect(model.graph.outputs.map(({ name }) => name)).toEqual(['output', 'code']);
    expect(Object.keys(fromOnnx(model).graph.inputs)).toEqual(['input']);

    const { data } = picture(24, 16);
    const { y } = apply(network, { parameters, statistics: {} }, tf.tensor(data, [1, 16, 24, 3]));
    const { channels, reconstruct, release } = await loadAutoencoder(path);
    expect(channels).toBe(3);
    const made = await reconstruct(picture(24, 16));
    const errors = y.dataSync().map((value, i) => Math.abs(value - made.data[i]!));
    expect(Math.max(...errors)).toBeLessThan(1e-4);
    for (const [width, height] of [
      [9, 15],
      [1, 1],
      [16, 8],
    ] as const) {
      expect(await reconstruct(picture(width, height))).toMatchObject({ width, height, channels: 3 });
    }
    await release();
  });

  it('has two halves that give the same as the whole', async () => {
    await writeModels(folder, 3, weights);
    const codec = await openCodec(folder);
    const { data } = picture(24, 16);
    const code = await codec.encode({ shape: [1, 16, 24, 3], dtype: 'float32', data });
    expect(code.shape).toEqual([1, 2, 3, 8]);
    const again = await codec.decode(code);
    const { y } = apply(network, { parameters, statistics: {} }, tf.tensor(data, [1, 16, 24, 3]));
    const errors = tf
      .clipByValue(y, 0, 1)
      .dataSync()
      .map((value, i) => Math.abs(value - again.data[i]!));
    expect(Math.max(...errors)).toBeLessThan(1e-4);
    const odd = { shape: [1, 10, 16, 3], dtype: 'float32' as const, data: new Float32Array(480) };
    await expect(codec.encode(odd)).rejects.toMatchObject({ code: 'shape-mismatch' });
    await codec.release();
    await expect(openCodec(join(folder, 'none'))).rejects.toMatchObject({ code: 'file-not-found' });
  });

  it('is refused if it is another kind of model', async () => {
    await expect(loadAutoencoder(join(folder, 'none.onnx'))).rejects.toMatchObject({
      code: 'file-not-found',
    });
    const { bytes } = smallComparatorFile();
    const path = join(folder, 'comparator.onnx');
    await writeFile(path, bytes);
    const { reconstruct } = await loadAutoencoder(path);
    await expect(reconstruct(picture(8, 8))).rejects.toMatchObject({ code: 'invalid-graph' });
  });
});

describe('downsampled', () => {
  it('keeps means of 8x8 blocks of what is flat, and loses what is fine', async () => {
    const flat = { shape: [1, 16, 16, 1], dtype: 'float32' as const, data: new Float32Array(256).fill(0.25) };
    expect(downsampled(flat).data.every((value) => Math.abs(value - 0.25) < 1e-6)).toBe(true);
    const fine = { ...flat, data: Float32Array.from({ length: 256 }, (_, i) => (i + (i >> 4)) % 2) };
    expect(downsampled(fine).data.every((value) => Math.abs(value - 0.5) < 1e-6)).toBe(true);
  });
});

describe('options', () => {
  const { options, presets } = autoencoderDescription;
  it('out of range are named', () => {
    expect(resolveOptions(options, {}, { steps: 3 })).toEqual({ ...defaultsOf(options), steps: 3 });
    expect(() => resolveOptions(options, {}, { steps: 0 })).toThrow(
      'option steps: 0 is not a whole number above 0',
    );
    expect(() => resolveOptions(options, {}, { learningRate: Number.NaN })).toThrow('option learningRate');
    expect(() => resolveOptions(options, {}, { averageDecay: 1 })).toThrow('option averageDecay');
    expect(() => resolveOptions(options, {}, { loss: 'l3' })).toThrow('l3 is not one of l2, l1, deepsim');
  });

  it('start from the preset, and what is said comes first', () => {
    const { steps, batch } = resolveOptions(options, presets.paper, { batch: 2 });
    expect({ steps, batch }).toEqual({ steps: 500_000, batch: 2 });
  });
});
