/** Folders of pictures: which files are taken, in which order, and what happens to those that are no pictures. */

import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DiopterError } from '@diopter/core-tensor/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodePng } from '../../images/index.js';
import type { Dataset } from '../dataset.js';
import { openFolder } from './open-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A picture that can be told from others by its first sample. */
async function put(path: string, sample: number, { width = 3, height = 2, channels = 3 } = {}) {
  const data = new Uint8Array(width * height * channels).fill(sample);
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), await encodePng({ width, height, channels, data }));
}

const samples = async (dataset: Dataset) =>
  Promise.all(Array.from({ length: dataset.length }, async (_, i) => (await dataset.get(i)).image.data[0]));

describe('openFolder', () => {
  it('takes pictures at every depth in the order of their paths, and nothing else', async () => {
    await put('b.png', 30);
    await put('B.PNG', 10);
    await put('a/z.png', 20);
    await put('c/d/e/f.png', 40);
    await put('.hidden.png', 1);
    await put('.hidden/x.png', 2);
    await writeFile(join(folder, 'notes.txt'), 'no picture');
    const dataset = await openFolder(folder);
    expect(await samples(dataset)).toEqual([10, 20, 30, 40]);
    expect(dataset.name).toBe(folder);
    expect((await dataset.get(0)).label).toBeUndefined();
  });

  it('follows links, but not in circles', async () => {
    await put('real/a.png', 1);
    await symlink(folder, join(folder, 'real/circle'));
    await symlink(join(folder, 'real/a.png'), join(folder, 'link.png'));
    await symlink(join(folder, 'nowhere'), join(folder, 'dangling.png'));
    expect(await samples(await openFolder(folder))).toEqual([1, 1]);
  });

  it('takes folders for classes if asked to', async () => {
    await put('dog/1.png', 1);
    await put('cat/2.png', 2);
    await put('dog/old/3.png', 3);
    const dataset = await openFolder(folder, { classes: true });
    expect(dataset.classes).toEqual(['cat', 'dog']);
    const examples = await Promise.all([0, 1, 2].map((index) => dataset.get(index)));
    expect(examples.map(({ image, label }) => [image.data[0], label])).toEqual([
      [2, 0],
      [1, 1],
      [3, 1],
    ]);
    await put('stray.png', 4);
    await expect(openFolder(folder, { classes: true })).rejects.toThrow('stray.png is in no class');
  });

  it('brings pictures to the channels and between the sides asked for', async () => {
    await put('1.png', 51, { width: 10, height: 5, channels: 1 });
    await put('2.png', 102, { width: 40, height: 60, channels: 1 });
    await put('3.png', 153, { width: 20, height: 20 });
    const dataset = await openFolder(folder, { minimumSide: 10, maximumSide: 20 });
    const images = await Promise.all([0, 1, 2].map(async (index) => (await dataset.get(index)).image));
    expect(images.map(({ width, height, channels }) => [width, height, channels])).toEqual([
      [20, 10, 3],
      [20, 30, 3],
      [20, 20, 3],
    ]);
    expect([images[0]!.data[7], images[1]!.data[7], images[2]!.data[7]]).toEqual([
      Math.fround(0.2),
      Math.fround(0.4),
      153,
    ]);
  });
});

describe('files that cannot be read', () => {
  /** Pictures 1, 3 and 5 between an empty file, a text, and a picture that is damaged below its header. */
  async function mixture() {
    await put('1.png', 1);
    await writeFile(join(folder, '2-empty.png'), '');
    await put('3.png', 3);
    await writeFile(join(folder, '4-text.jpg'), 'no picture');
    await put('5.png', 5);
    const data = Uint8Array.from({ length: 7500 }, (_, i) => (i * i) % 253);
    await writeFile(join(folder, '2-cut.png'), await encodePng({ width: 50, height: 50, channels: 3, data }));
    await truncate(join(folder, '2-cut.png'), 400);
  }

  it('are named once, and the next readable picture stands in, every time', async () => {
    await mixture();
    const reported: DiopterError[] = [];
    const dataset = await openFolder(folder, { onUnreadable: (error) => reported.push(error) });
    for (let i = 0; i < 3; i++) expect(await samples(dataset)).toEqual([1, 3, 3, 5]);
    expect(reported.map(({ where }) => where).sort()).toEqual(
      ['2-cut.png', '2-empty.png', '4-text.jpg'].map((name) => join(folder, name)),
    );
  });

  it('are left out in the same way if they are much too small', async () => {
    await put('1.png', 1, { width: 1, height: 1 });
    await put('2.png', 2, { width: 800, height: 7 });
    await put('3.png', 3, { width: 8, height: 9 });
    await put('4.png', 4, { width: 64, height: 64 });
    const reported: DiopterError[] = [];
    const options = { minimumSide: 64, onUnreadable: (error: DiopterError) => reported.push(error) };
    const dataset = await openFolder(folder, options);
    expect(dataset.length).toBe(2);
    // Files are looked at together: whichever is read first is reported first.
    expect(reported.map(({ where, what }) => [where, what.split(' ')[0]]).sort()).toEqual([
      [join(folder, '1.png'), '1x1'],
      [join(folder, '2.png'), '800x7'],
    ]);
    expect((await openFolder(folder)).length).toBe(4);
    await expect(openFolder(folder, { ...options, unreadable: 'stop' })).rejects.toThrow('at least 8 pixels');
  });

  it('stop everything if asked to, as early as they are seen', async () => {
    await mixture();
    await expect(openFolder(folder, { unreadable: 'stop' })).rejects.toMatchObject({ code: 'invalid-image' });
    await rm(join(folder, '2-empty.png'));
    await rm(join(folder, '4-text.jpg'));
    const dataset = await openFolder(folder, { unreadable: 'stop' });
    await expect(dataset.get(1)).rejects.toMatchObject({
      code: 'invalid-image',
      where: join(folder, '2-cut.png'),
    });
    expect((await dataset.get(0)).image.data[0]).toBe(1);
  });

  it('are all there is', async () => {
    await expect(openFolder(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(openFolder(folder)).rejects.toThrow('none of the 0 files');
    await writeFile(join(folder, 'notes.txt'), 'no picture');
    await expect(openFolder(folder)).rejects.toThrow('none of the 1 files');
    await writeFile(join(folder, 'broken.png'), 'no picture');
    await expect(openFolder(folder)).rejects.toThrow('none of the 1 pictures in it can be read');
  });
});
