/** What is in which batch, and what it depends on. */

import { randomKey } from '@diopter/core-tensor/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluationBatches, trainingBatches } from './batches.js';
import { cached } from './cached.js';
import { concatenate, type Dataset } from './dataset.js';
import { prefetch } from './prefetch.js';
import { samplePlan } from './sample-plan.js';
import { splitDataset, subset } from './subset.js';

/** Pictures of 6 x 4 pixels whose samples are `10 * index + column`. */
function numbered(length: number, delays?: () => number): Dataset {
  return {
    name: 'numbered',
    length,
    shape: [4, 6, 1],
    get: async (index) => {
      if (delays) await new Promise((resolve) => setTimeout(resolve, delays()));
      const data = Uint16Array.from({ length: 24 }, (_, i) => 10 * index + (i % 6));
      return { image: { width: 6, height: 4, channels: 1, data }, label: index };
    },
  };
}

const key = randomKey(11);

describe('samplePlan', () => {
  it('shows every picture once per epoch, in orders that differ, over batches that straddle epochs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 50 }), (length, batchSize) => {
        const plan = samplePlan({ key, batchSize, length });
        const batches = Math.ceil((3 * length) / batchSize);
        const shown = Array.from({ length: batches }, (_, n) => plan(n))
          .flat()
          .map(({ index }) => index);
        for (let epoch = 0; epoch < 3; epoch++) {
          const order = shown.slice(epoch * length, (epoch + 1) * length);
          expect(order.toSorted((a, b) => a - b)).toEqual([...Array(length).keys()]);
        }
      }),
    );
    const orders = [0, 1].map((n) =>
      samplePlan({ key, batchSize: 30, length: 30 })(n).map(({ index }) => index),
    );
    expect(orders[0]).not.toEqual(orders[1]);
  });

  it('is one sequence of samples, however it is cut into batches', () => {
    const sequence = (batchSize: number) => {
      const plan = samplePlan({ key, batchSize, length: 7, flip: true });
      return Array.from({ length: 60 / batchSize }, (_, n) => plan(n)).flat();
    };
    expect(sequence(4)).toEqual(sequence(60));
    expect(sequence(15)).toEqual(sequence(60));
  });

  it('mirrors half of the pictures if asked to, and spreads crops evenly', () => {
    const samples = samplePlan({ key, batchSize: 4000, length: 100, flip: true })(0);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(samples.map(({ flip }) => Number(flip)))).toBeCloseTo(0.5, 1);
    expect(mean(samples.map(({ x }) => x))).toBeCloseTo(0.5, 1);
    expect(mean(samples.map(({ y }) => y))).toBeCloseTo(0.5, 1);
    expect(mean(samples.map(({ x, y }) => (x - 0.5) * (y - 0.5)))).toBeCloseTo(0, 2);
    expect(samplePlan({ key, batchSize: 100, length: 9 })(0).some(({ flip }) => flip)).toBe(false);
  });
});

describe('trainingBatches', () => {
  const options = { key, batchSize: 5, crop: { width: 3, height: 2 }, flip: true };

  it('gives batch n for n, in whatever order and however fast the pictures come', async () => {
    const wanted = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(trainingBatches(numbered(7), options)));
    let delay = 0;
    const late = cached(numbered(7, () => (delay = (delay * 7 + 3) % 11)));
    const batchAt = prefetch(trainingBatches(late, options), { ahead: 3 });
    for (const n of [5, 0, 7, 6, 1, 4, 2, 3, 3]) expect(await batchAt(n)).toEqual(wanted[n]);
  });

  it('gives another key other batches', async () => {
    const batches = [randomKey(1), randomKey(2)].map((other) =>
      trainingBatches(numbered(50), { ...options, key: other })(0),
    );
    expect(await batches[0]).not.toEqual(await batches[1]);
  });

  it('cuts crops out of pictures, and gives their labels', async () => {
    const { images, labels } = await trainingBatches(numbered(7), options)(3);
    expect(images.shape).toEqual([5, 2, 3, 1]);
    expect(labels!.shape).toEqual([5]);
    for (let n = 0; n < 5; n++) {
      const row = [...images.data.subarray(6 * n, 6 * n + 3)].map((sample) => Math.round(sample * 65535));
      expect(Math.floor(row[0]! / 10)).toBe(labels!.data[n]);
      const steps = [row[1]! - row[0]!, row[2]! - row[1]!];
      expect([
        [1, 1],
        [-1, -1],
      ]).toContainEqual(steps);
    }
  });

  it('refuses a crop that is larger than a picture, and sizes that are none', async () => {
    await expect(trainingBatches(numbered(7), { key, batchSize: 2, crop: 5 })(0)).rejects.toThrow(
      'beyond the image',
    );
    for (const batchSize of [0, 1.5]) {
      expect(() => trainingBatches(numbered(7), { key, batchSize })).toThrow('batchSize');
    }
  });
});

describe('evaluationBatches', () => {
  it('shows every picture once, in order, at its centre', async () => {
    const { count, batchAt } = evaluationBatches(numbered(7), { batchSize: 3, crop: 2 });
    expect(count).toBe(3);
    const batches = await Promise.all([0, 1, 2].map(batchAt));
    expect(batches.flatMap(({ labels }) => [...labels!.data])).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(batches[2]!.images.shape).toEqual([1, 2, 2, 1]);
    expect(Math.round(batches[2]!.images.data[0]! * 65535)).toBe(62);
  });

  it('stops at the limit', async () => {
    const { count, batchAt } = evaluationBatches(numbered(7), { batchSize: 2, limit: 3 });
    expect(count).toBe(2);
    expect([...(await batchAt(1)).labels!.data]).toEqual([2]);
  });
});

describe('prefetch', () => {
  it('starts the next batches when one is asked for, each once, and none past the end', async () => {
    const started: number[] = [];
    const batchAt = prefetch(async (n) => started.push(n), { ahead: 2, end: 5 });
    await batchAt(0);
    expect(started).toEqual([0, 1, 2]);
    for (const n of [1, 2, 3, 4]) await batchAt(n);
    expect(started).toEqual([0, 1, 2, 3, 4]);
  });

  it('keeps an error for the one who asks for that batch', async () => {
    const batchAt = prefetch(async (n) => {
      if (n === 1) throw new Error('batch 1');
      return n;
    });
    expect(await batchAt(0)).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(batchAt(1)).rejects.toThrow('batch 1');
    expect(await batchAt(2)).toBe(2);
  });
});

describe('cached', () => {
  it('gets a picture once while the limit is kept, and again beyond it', async () => {
    const got: number[] = [];
    const source = numbered(4);
    const get = (index: number) => {
      got.push(index);
      return source.get(index);
    };
    const dataset = cached({ ...source, get }, { maximumBytes: 2 * 48 });
    await Promise.all([0, 0, 1, 1].map(dataset.get));
    for (const index of [0, 1, 2, 2, 3, 0]) expect(await dataset.get(index)).toEqual(await source.get(index));
    expect(got).toEqual([0, 1, 2, 2, 3]);
  });

  it('does not keep errors', async () => {
    let tries = 0;
    const flaky = {
      ...numbered(1),
      get: () => (tries++ === 0 ? Promise.reject(new Error('busy')) : numbered(1).get(0)),
    };
    const dataset = cached(flaky);
    await expect(dataset.get(0)).rejects.toThrow('busy');
    expect((await dataset.get(0)).label).toBe(0);
  });
});

describe('parts of data sets', () => {
  const labels = async (dataset: Dataset) =>
    Promise.all(Array.from({ length: dataset.length }, async (_, i) => (await dataset.get(i)).label!));

  it('a split puts every picture into one part, the same for the same key', async () => {
    const { train, validation, validationIndices } = splitDataset(numbered(20), { key, validation: 0.2 });
    const kept = await labels(validation);
    expect(kept).toHaveLength(4);
    expect(await labels(subset(numbered(20), validationIndices))).toEqual(kept);
    expect([...(await labels(train)), ...kept].toSorted((a, b) => a - b)).toEqual([...Array(20).keys()]);
    expect(await labels(splitDataset(numbered(20), { key, validation: 4 }).validation)).toEqual(kept);
    expect(
      await labels(splitDataset(numbered(20), { key: randomKey(2), validation: 4 }).validation),
    ).not.toEqual(kept);
    expect(splitDataset(numbered(20), { key, validation: 0 }).train.length).toBe(20);
  });

  it('a split leaves something to train on', () => {
    for (const validation of [20, 1.5, -1, 21]) {
      expect(() => splitDataset(numbered(20), { key, validation })).toThrow('kept for validation');
    }
  });

  it('subsets and concatenations count anew', async () => {
    const both = concatenate('both', [subset(numbered(9), [8, 3]), subset(numbered(5), [1])]);
    expect(await labels(both)).toEqual([8, 3, 1]);
    await expect(both.get(3)).rejects.toThrow('they go from 0 to 2');
    await expect(subset(both, [2]).get(1)).rejects.toThrow('from 0 to 0');
    expect(() => subset(both, [3])).toThrow('from 0 to 2');
  });
});
