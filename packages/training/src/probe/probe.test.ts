/** Folds, quadrants, rows, and a probe of features that tell much or nothing. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { init, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import { normalValues, randomKey, uniformValues } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { smallComparator } from '@diopter/models';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  joinLayers,
  openFeatureSource,
  probeDataset,
  probeSvm,
  quadrantMaxima,
  scaleLayers,
  stratifiedFolds,
} from './index.js';

const key = randomKey(1);
const tensor = (shape: readonly number[], values: Iterable<number>): HostTensor<'float32'> => ({
  ...{ shape, dtype: 'float32' },
  data: Float32Array.from(values),
});

describe('stratifiedFolds', () => {
  const labels = Int32Array.from({ length: 53 }, (_, i) => i % 4);
  const splits = stratifiedFolds(labels, 5, key);

  it('has every example in the test part of one fold, and in the training part of the others', () => {
    expect(splits.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual([...labels.keys()]);
    for (const { train, test } of splits) {
      expect([...train, ...test].sort((a, b) => a - b)).toEqual([...labels.keys()]);
    }
  });

  it('shares out every class, give or take one', () => {
    for (const { test } of splits) {
      for (const label of [0, 1, 2, 3]) {
        const count = test.filter((i) => labels[i] === label).length;
        expect(Math.abs(count - 53 / 20)).toBeLessThan(1.01);
      }
    }
  });
});

describe('quadrantMaxima', () => {
  it('takes the largest of each channel in each quarter; those of an odd size share the middle', () => {
    // 3x3 places with two channels: the place, and its negative.
    const map = tensor(
      [1, 3, 3, 2],
      Array.from({ length: 18 }, (_, i) => Math.floor(i / 2 + 1) * (i % 2 === 0 ? 1 : -1)),
    );
    const { shape, data } = quadrantMaxima(map);
    expect(shape).toEqual([1, 8]);
    expect([...data]).toEqual([5, -1, 6, -2, 8, -4, 9, -5]);
  });

  it('leaves rows and maps of one place as they are', () => {
    expect(quadrantMaxima(tensor([2, 1, 1, 3], [1, 2, 3, 4, 5, 6]))).toEqual(
      tensor([2, 3], [1, 2, 3, 4, 5, 6]),
    );
  });
});

describe('joinLayers and scaleLayers', () => {
  it('puts layers side by side, each with its largest magnitudes at 1', () => {
    const rows = joinLayers([tensor([2, 1], [10, -20]), tensor([2, 2], [1, 2, 3, 4])]);
    expect(rows).toEqual(tensor([2, 3], [10, 1, 2, -20, 3, 4]));
    expect(scaleLayers(rows, [1, 2])).toEqual(tensor([2, 3], [0.5, 0.25, 0.5, -1, 0.75, 1]));
  });

  it('has nothing against layers of zeros', () => {
    expect(scaleLayers(tensor([2, 1], [0, 0]), [1]).data).toEqual(new Float32Array(2));
  });
});

describe('probeSvm', () => {
  const count = 120;
  const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
  const noise = normalValues(key, [count * 4], { standardDeviation: 0.3 }).data;

  it('reads classes off features that have them, and guesses where there are none', () => {
    const telling = tensor(
      [count, 4],
      noise.map((value, i) => value + Number(i % 4 === labels[Math.floor(i / 4)]!)),
    );
    const found = probeSvm({ features: telling, labels, key });
    expect(found.mean).toBeGreaterThan(0.9);
    expect(found.accuracies).toHaveLength(5);
    const mean = found.accuracies.reduce((sum, value) => sum + value, 0) / 5;
    expect(found.mean).toBeCloseTo(mean, 12);
    expect(found.deviation ** 2).toBeCloseTo(
      found.accuracies.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 5,
      12,
    );
    expect(probeSvm({ features: telling, labels, key })).toEqual(found);
    const silent = probeSvm({ features: tensor([count, 4], noise), labels, costs: [0.1], key });
    expect(Math.abs(silent.mean - 1 / 3)).toBeLessThan(0.15);
    expect(silent.C).toBe(0.1);
  });

  it('judges by the parts it is given', () => {
    const features = tensor(
      [count, 4],
      noise.map((value, i) => value + Number(i % 4 === labels[Math.floor(i / 4)]!)),
    );
    const numbers = Int32Array.from({ length: count }, (_, i) => i);
    const split = { train: numbers.subarray(0, 90), test: numbers.subarray(90) };
    expect(probeSvm({ features, labels, folds: [split], key }).accuracies).toHaveLength(1);
  });

  it.each([
    ['rows that labels lack', { labels: labels.subarray(1) }, 'shape-mismatch'],
    ['one class', { labels: new Int32Array(count) }, 'invalid-argument'],
    ['one fold', { labels, folds: 1 }, 'invalid-argument'],
  ] as const)('refuses %s', (_, options, code) => {
    const features = tensor([count, 4], noise);
    expect(() => probeSvm({ features, key, ...options })).toThrow(expect.objectContaining({ code }));
  });
});

describe('probing a data set', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'diopter-probe-'));
    // CIFAR-10's format: a label, then planes of 32x32. Classes differ in their colour.
    const record = 1 + 3 * 1024;
    const bytes = new Uint8Array(60 * record);
    const values = uniformValues(key, [bytes.length], { maximum: 100 }).data;
    for (let i = 0; i < 60; i++) {
      bytes.set(values.subarray(i * record, (i + 1) * record), i * record);
      const label = i % 3;
      bytes[i * record] = label;
      for (let k = 0; k < 1024; k++) bytes[i * record + 1 + label * 1024 + k]! += 100;
    }
    await writeFile(join(folder, 'data_batch_1.bin'), bytes);
    const network = smallComparator();
    await writeFile(
      join(folder, 'small.onnx'),
      writeOnnx(toOnnx(network, init(network, key), { taps: ['conv1'] })),
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('takes pixels as they are', async () => {
    const found = await probeDataset({ features: 'raw', dataset: 'cifar10', data: folder, folds: 3 });
    expect(found).toMatchObject({ width: 3072, pictures: 60, size: 32, taps: [] });
    expect(found.mean).toBeGreaterThan(0.9);
  });

  it('reduces the layers of a comparator to quadrants, and enlarges pictures if told so', async () => {
    const source = { features: join(folder, 'small.onnx'), dataset: 'cifar10', data: folder, folds: 3 };
    const found = await probeDataset(source);
    expect(found).toMatchObject({ width: 4 * (64 + 16), taps: ['features', 'conv1'], size: 64 });
    expect(found.mean).toBeGreaterThan(0.9);
    expect(await probeDataset({ ...source, taps: ['conv1'], size: 40 })).toMatchObject({
      width: 64,
      size: 40,
    });
  });

  it('has an untrained Exemplar-CNN to compare with, the same for the same key', async () => {
    const images = tensor([1, 32, 32, 3], uniformValues(key, [3072]).data);
    const rows = await Promise.all(
      [1, 1, 2].map(async (seed) => {
        const source = await openFeatureSource('random', { key: randomKey(seed) });
        const { data } = await source.encode(images);
        expect([source.layers, source.widths()]).toEqual([
          ['relu1', 'relu2', 'relu6'],
          [256, 256, 128],
        ]);
        await source.release();
        return data;
      }),
    );
    expect(rows[0]).toEqual(rows[1]);
    expect(rows[0]).not.toEqual(rows[2]);
  });

  it('says what it cannot find', async () => {
    const wrong = probeDataset({ features: 'nothing', dataset: 'cifar10', data: folder });
    await expect(wrong).rejects.toMatchObject({ code: 'file-not-found' });
  });
});
