/** The recipe of the autoencoder: its step, what it learns in seconds, and what it leaves. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apply, fromOnnx, init } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import { readOnnx } from '@diopter/core-tensor/onnx';
import { foldIn, randomKey, uniformValues } from '@diopter/core-tensor/random';
import { flatten, type HostTensor, leavesWithPaths } from '@diopter/core-tensor/tree';
import { readComparator } from '@diopter/losses';
import { autoencoder } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Image } from '../../images/index.js';
import { runFolder } from '../../loop/index.js';
import { readMetrics } from '../../reports/index.js';
import { smallComparatorFile } from '../comparator-file.js';
import { downsampled } from '../downsample.js';
import { photographs } from '../testing/photographs.js';
import { autoencoderLearner } from './learner.js';
import { defaultAutoencoderOptions, resolveOptions } from './options.js';
import { openPictures } from './pictures.js';
import { loadAutoencoder } from './reconstruct.js';
import { runAutoencoder } from './run.js';
import { writeModel } from './run-files.js';
import { runJournal } from './run-journal.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-autoencoder-'));
});
afterEach(() => rm(folder, { recursive: true }));

const key = randomKey(1);
const onHost = (tensor: tf.Tensor) =>
  ({ shape: tensor.shape, dtype: 'float32', data: tensor.dataSync() }) as HostTensor<'float32'>;

describe('a step', () => {
  it('does the same compiled as eagerly, with noise, schedule and average', async () => {
    const { bytes, description } = smallComparatorFile(key, 3);
    const options = { ...defaultAutoencoderOptions, noise: 0.1, averageDecay: 0.9, featureWeight: 0.5 };
    const learner = autoencoderLearner(autoencoder(), readComparator(bytes, description), options);
    const images = tf.tensor(uniformValues(key, [1, 8, 8, 3]).data, [1, 8, 8, 3]);
    const start = learner.start(key);
    const compiled = jit(learner.step);

    const eager = flatten(learner.step(start, images, foldIn(key, 5), tf.scalar(3))).leaves;
    const found = leavesWithPaths(await compiled(start, images, foldIn(key, 5), 3));
    await compiled.release();
    expect(found).toHaveLength(eager.length);
    found.forEach(({ path, leaf }, i) => {
      const expected = [...eager[i]!.dataSync()];
      const largest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
      const error = largest(expected.map((value, j) => value - leaf.data[j]!));
      // Adam divides by the size of a gradient: one that is almost zero moves a weight by more than it is right by.
      const tolerance = /parameters|average/.test(path) ? 1e-2 : 1e-4;
      expect(error, path).toBeLessThanOrEqual(tolerance * largest(expected));
    });
  });
});

describe('runAutoencoder', () => {
  it('learns from real photographs within seconds, and keeps the best', async () => {
    const options = resolveOptions({ steps: 60, batch: 4, learningRate: 3e-3, validateEvery: 20 });
    const pictures = await openPictures('folder', await photographs(folder), options, key, () => {});
    const out = join(folder, 'run');
    const improved: number[] = [];
    const result = await runAutoencoder({
      input: {
        options,
        channels: 3,
        validationBatches: pictures.heldOut.count,
        comparator: smallComparatorFile(key, 3),
      },
      services: {
        batches: { at: pictures.training },
        validation: { at: pictures.heldOut.batchAt },
        ...runJournal(runFolder(out), {
          opened: async () => {},
          improved: async ({ step }, { shape }) => {
            expect(shape).toEqual([1, 64, 64, 3]);
            improved.push(step);
          },
        }),
      },
      emit: () => {},
      signal: new AbortController().signal,
    });

    expect(result).toMatchObject({ step: 60, interrupted: false, bestStep: improved.at(-1) });
    const rows = await readMetrics(join(out, 'metrics.jsonl'));
    const mean = (name: string, from: number, to: number) =>
      rows.slice(from, to).reduce((sum, row) => sum + row[name]!, 0) / (to - from);
    expect(mean('loss', 50, 60)).toBeLessThan(mean('loss', 0, 5) / 2);
    expect(mean('feature', 50, 60)).toBeLessThan(mean('feature', 0, 5));
    expect(rows[59]!['validation.psnr']).toBeGreaterThan(rows[19]!['validation.psnr']!);
    expect(rows[19]!['validation.downsamplePsnr']).toBe(rows[59]!['validation.downsamplePsnr']);
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
  const state = {
    learned: { parameters: weights, moments: { gradientSum: {}, squareSum: {} }, average: null },
    key,
    step: 1,
  };
  const picture = (width: number, height: number): Image => {
    const { data } = uniformValues(foldIn(key, width), [height, width, 3]);
    return { width, height, channels: 3, data };
  };

  it('reconstructs as the network does, and gives its code', async () => {
    await writeModel(folder, 3, state);
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

  it('is refused if it is another kind of model', async () => {
    await expect(loadAutoencoder(join(folder, 'none.onnx'))).rejects.toMatchObject({
      code: 'file-not-found',
    });
    const { bytes } = smallComparatorFile(key, 3);
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
  it('out of range are named', () => {
    expect(resolveOptions({ steps: 3 })).toEqual({ ...defaultAutoencoderOptions, steps: 3 });
    expect(() => resolveOptions({ steps: 0 })).toThrow('option steps: 0 is not a whole number above 0');
    expect(() => resolveOptions({ learningRate: Number.NaN })).toThrow('option learningRate');
    expect(() => resolveOptions({ averageDecay: 1 })).toThrow('option averageDecay');
  });
});
