/** Published formats: hand-made files with every byte known, damaged files, and the real ones where they are. */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dataset } from '../dataset.js';
import { openDataset } from '../registry.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-data-'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = async (name: string, bytes: Uint8Array) => {
  await mkdir(join(folder, name, '..'), { recursive: true });
  await writeFile(join(folder, name), bytes);
};

/** The sample that the hand-made pictures have in a place. */
const sampleAt = (picture: number, x: number, y: number, c: number) =>
  (picture * 31 + x * 5 + y * 3 + c * 101) % 256;

async function expectPictures(dataset: Dataset, labels?: readonly number[]) {
  const [height, width, channels] = dataset.shape!;
  for (let n = 0; n < dataset.length; n++) {
    const { image, label } = await dataset.get(n);
    expect(image).toMatchObject({ width, height, channels });
    expect(label).toBe(labels?.[n]);
    const wrong = image.data.findIndex((sample, i) => {
      const [c, x, y] = [i % channels, Math.floor(i / channels) % width, Math.floor(i / channels / width)];
      return sample !== sampleAt(n, x, y, c);
    });
    expect(wrong).toBe(-1);
  }
}

describe('cifar10', () => {
  /** Records as described by the publisher: label, then 1024 red, 1024 green and 1024 blue samples, row by row. */
  const records = (first: number, labels: readonly number[]) =>
    Uint8Array.from(
      labels.flatMap((label, n) => [
        label,
        ...Array.from({ length: 3072 }, (_, i) =>
          sampleAt(first + n, i % 32, Math.floor((i % 1024) / 32), Math.floor(i / 1024)),
        ),
      ]),
    );

  it.each(['', 'cifar-10-batches-bin/'])("the files in '%s' are one data set", async (prefix) => {
    await put(`${prefix}data_batch_1.bin`, records(0, [3, 9]));
    await put(`${prefix}data_batch_2.bin`, records(2, [0]));
    const dataset = await openDataset('cifar10', folder);
    expect(dataset).toMatchObject({ length: 3, shape: [32, 32, 3] });
    expect(dataset.classes?.[9]).toBe('truck');
    await expectPictures(dataset, [3, 9, 0]);
  });

  it('refuses a file that is cut short, one that is empty and a label that is none', async () => {
    for (const size of [3072, 0, 3073 * 2 - 1]) {
      await put('data_batch_1.bin', records(0, [1, 2]).subarray(0, size));
      await expect(openDataset('cifar10', folder)).rejects.toMatchObject({
        code: 'invalid-data',
        where: join(folder, 'data_batch_1.bin'),
      });
    }
    await put('data_batch_1.bin', records(0, [1, 10]));
    const dataset = await openDataset('cifar10', folder);
    await expect(dataset.get(1)).rejects.toMatchObject({ code: 'invalid-data' });
    await expect(dataset.get(2)).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('names the files that are missing', async () => {
    await expect(openDataset('cifar10', folder)).rejects.toThrow('data_batch_1.bin');
    await expect(openDataset('cifar10', folder, { split: 'test' })).rejects.toThrow('test_batch.bin');
  });
});

describe('stl10', () => {
  /** Pictures as described by the publisher: red, green, blue, each one column after the other. */
  const pictures = (count: number) =>
    Uint8Array.from({ length: count * 27648 }, (_, i) => {
      const [n, c, x, y] = [
        Math.floor(i / 27648),
        Math.floor((i % 27648) / 9216),
        Math.floor((i % 9216) / 96),
        i % 96,
      ];
      return sampleAt(n, x, y, c);
    });

  it('columns become rows', async () => {
    await put('unlabeled_X.bin', pictures(2));
    const dataset = await openDataset('stl10', folder);
    expect(dataset).toMatchObject({ length: 2, shape: [96, 96, 3] });
    await expectPictures(dataset);
  });

  it('labels count from 0', async () => {
    await put('stl10_binary/train_X.bin', pictures(2));
    await put('stl10_binary/train_y.bin', Uint8Array.of(1, 10));
    await expectPictures(await openDataset('stl10', folder, { split: 'train' }), [0, 9]);
  });

  it('refuses labels that do not fit', async () => {
    await put('test_X.bin', pictures(2));
    for (const labels of [[1], [0, 1], [11, 1]]) {
      await put('test_y.bin', Uint8Array.from(labels));
      await expect(openDataset('stl10', folder, { split: 'test' })).rejects.toMatchObject({
        code: 'invalid-data',
      });
    }
    await put('test_X.bin', pictures(1).subarray(1));
    await expect(openDataset('stl10', folder, { split: 'test' })).rejects.toThrow('cut short');
  });
});

describe.each(['mnist', 'fashion-mnist'])('%s', (name) => {
  const words = (...values: number[]) =>
    values.flatMap((value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
  const images = Uint8Array.from([
    ...words(0x803, 3, 28, 28),
    ...Array.from({ length: 3 * 784 }, (_, i) =>
      sampleAt(Math.floor(i / 784), i % 28, Math.floor((i % 784) / 28), 0),
    ),
  ]);
  const labels = Uint8Array.from([...words(0x801, 3), 7, 0, 9]);

  it.each([
    ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'],
    ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'],
    ['train-images.idx3-ubyte', 'train-labels-idx1-ubyte.gz'],
  ])('is read from %s and %s', async (imageFile, labelFile) => {
    const packed = (file: string, bytes: Uint8Array) => (file.endsWith('.gz') ? gzipSync(bytes) : bytes);
    await put(imageFile, packed(imageFile, images));
    await put(labelFile, packed(labelFile, labels));
    const dataset = await openDataset(name, folder);
    expect(dataset).toMatchObject({ length: 3, shape: [28, 28, 1] });
    await expectPictures(dataset, [7, 0, 9]);
  });

  it.each<[string, Uint8Array, Uint8Array]>([
    ['pictures cut short', images.subarray(0, 2000), labels],
    ['pictures with bytes to spare', Uint8Array.from([...images, 1]), labels],
    ['a header cut short', images.subarray(0, 10), labels],
    ['labels in place of pictures', labels, labels],
    ['pictures in place of labels', images, images],
    ['too few labels', images, Uint8Array.from([...words(0x801, 2), 7, 0])],
    ['a label that is none', images, Uint8Array.from([...words(0x801, 3), 7, 0, 10])],
  ])('refuses %s', async (_what, imageBytes, labelBytes) => {
    await put('train-images-idx3-ubyte', imageBytes);
    await put('train-labels-idx1-ubyte', labelBytes);
    await expect(openDataset(name, folder)).rejects.toMatchObject({ code: 'invalid-data' });
  });

  it('refuses a damaged .gz file', async () => {
    await put('train-images-idx3-ubyte.gz', gzipSync(images).subarray(0, 500));
    await put('train-labels-idx1-ubyte', labels);
    await expect(openDataset(name, folder)).rejects.toMatchObject({
      code: 'invalid-data',
      where: join(folder, 'train-images-idx3-ubyte.gz'),
    });
  });
});

describe('openDataset', () => {
  it('names the choices there are', async () => {
    await expect(openDataset('cifar100', folder)).rejects.toThrow(
      'folder, cifar10, stl10, mnist, fashion-mnist',
    );
    await expect(openDataset('mnist', folder, { split: 'unlabeled' })).rejects.toThrow('train, test');
    await expect(openDataset('toString', folder)).rejects.toMatchObject({ code: 'invalid-option' });
  });
});

describe('the published files', () => {
  const shared = (name: string) =>
    fileURLToPath(new URL(`../../../../../../shared/data/${name}`, import.meta.url));
  const firsts = async (dataset: Dataset) =>
    Promise.all([0, 1, 2, 3, 4].map(async (index) => (await dataset.get(index)).label));

  it.for([
    { name: 'cifar10', directory: shared('cifar-10'), length: 4000, first: [6, 9, 9, 4, 1] },
    { name: 'mnist', directory: shared('mnist'), length: 18000, first: [5, 0, 4, 1, 9] },
    {
      name: 'fashion-mnist',
      directory: '/usr/share/datasets/fashion-mnist',
      length: 60000,
      first: [9, 0, 0, 3, 0],
    },
  ])('of $name start with the known labels', async ({ name, directory, length, first }, context) => {
    context.skip(!existsSync(directory), `there is no ${directory}`);
    const dataset = await openDataset(name, directory);
    expect(dataset.length).toBe(length);
    expect(await firsts(dataset)).toEqual(first);
  });

  it('of stl10 hold upright photographs: neighbours in a row are alike', async (context) => {
    const directory = shared('stl-10');
    context.skip(!existsSync(directory), `there is no ${directory}`);
    const { image } = await (await openDataset('stl10', directory)).get(0);
    expect(image).toMatchObject({ width: 96, height: 96, channels: 3 });
    let difference = 0;
    for (let i = 3; i < image.data.length; i++) difference += Math.abs(image.data[i]! - image.data[i - 3]!);
    expect(difference / image.data.length).toBeLessThan(20);
  });
});
