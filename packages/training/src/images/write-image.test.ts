/** What is written is read back, sample by sample. */

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readImage, readStoredImage } from './read-image.js';
import { encodePng, writeImage } from './write-image.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-images-'));
});
afterAll(() => rm(folder, { recursive: true }));

const anyImage = (bits: 8 | 16) =>
  fc
    .record({
      width: fc.integer({ min: 1, max: 9 }),
      height: fc.integer({ min: 1, max: 9 }),
      channels: fc.constantFrom(1, 3),
    })
    .chain((size) => {
      const length = size.width * size.height * size.channels;
      const data =
        bits === 8
          ? fc.uint8Array({ minLength: length, maxLength: length })
          : fc.uint16Array({ minLength: length, maxLength: length });
      return data.map((samples) => ({ ...size, data: samples }));
    });

it.each([8, 16] as const)('integers of %d bits survive a file, directly and as floats', async (bits) => {
  await fc.assert(
    fc.asyncProperty(anyImage(bits), async (image) => {
      const stored = await readStoredImage(await encodePng(image, { bits }));
      expect(stored).toEqual(image);
      const again = await encodePng(await readImage(await encodePng(image, { bits })), { bits });
      expect(await readStoredImage(again)).toEqual(image);
    }),
    { numRuns: 30 },
  );
});

it('floats are rounded to the nearest level and clipped', async () => {
  const image = { width: 5, height: 1, channels: 1, data: Float32Array.of(-1, 0.4 / 255, 0.6 / 255, 1, 7) };
  expect((await readStoredImage(await encodePng(image))).data).toEqual(Uint8Array.of(0, 0, 1, 255, 255));
});

it('a file is written with the folders on its way, and nothing else is left there', async () => {
  const image = { width: 2, height: 1, channels: 3, data: Float32Array.of(0, 0.2, 0.4, 0.6, 0.8, 1) };
  await writeImage(join(folder, 'a/b/picture.png'), image, { bits: 16 });
  expect(await readdir(join(folder, 'a/b'))).toEqual(['picture.png']);
  const { data } = await readImage(join(folder, 'a/b/picture.png'));
  for (let i = 0; i < 6; i++) expect(data[i]).toBeCloseTo(i / 5, 4);
});

it.each([
  ['NaN', { width: 1, height: 1, channels: 1, data: Float32Array.of(Number.NaN) }, 'invalid-argument'],
  ['two channels', { width: 1, height: 1, channels: 2, data: new Float32Array(2) }, 'invalid-argument'],
  ['too few samples', { width: 2, height: 2, channels: 3, data: new Float32Array(11) }, 'shape-mismatch'],
])('%s cannot be written', async (_what, image, code) => {
  await expect(encodePng(image)).rejects.toMatchObject({ code });
});

it('a path that cannot be written is named', async () => {
  const image = { width: 1, height: 1, channels: 1, data: new Float32Array(1) };
  const path = join(folder, 'file/picture.png');
  await writeFile(join(folder, 'file'), 'in the way');
  await expect(writeImage(path, image)).rejects.toMatchObject({
    code: 'file-write',
    where: join(folder, 'file'),
  });
});
