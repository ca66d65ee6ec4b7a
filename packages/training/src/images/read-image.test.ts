/** Files of every kind that Pillow and a hand-written encoder can make, and files that are none. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DiopterError } from '@diopter/core-tensor/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readImage, readImageHeader, readStoredImage } from './read-image.js';
import { encodePng } from './write-image.js';

interface Picture {
  readonly file: string;
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly white: number;
  readonly tolerance: number;
  readonly samples: readonly number[];
}

const fixtures: {
  opaque: Record<string, Picture>;
  transparent: Record<string, Picture>;
  'float TIFF': string;
} = JSON.parse(await readFile(new URL('./fixtures/pictures.json', import.meta.url), 'utf8'));

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const exact = Object.entries(fixtures.opaque).filter(([, { samples }]) => samples !== undefined);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-images-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a picture is read as what its maker put in', () => {
  it.each(exact)('%s', async (_name, { file, shape, white, tolerance, samples }) => {
    const { height, width, channels, data } = await readImage(bytesOf(file));
    expect([height, width, channels]).toEqual(shape);
    const worst = Math.max(...samples.map((sample, i) => Math.abs(data[i]! - sample / white)));
    expect(worst * white).toBeLessThanOrEqual(tolerance + 0.002);
  });

  it('CMYK: full cyan is blue-green, and there are three channels', async () => {
    const { channels, data } = await readImage(bytesOf(fixtures.opaque['CMYK JPEG']!.file));
    expect(channels).toBe(3);
    expect(data[0]).toBeLessThan(0.3);
    expect(data[1]).toBeGreaterThan(0.5);
    expect(data[2]).toBeGreaterThan(0.8);
  });

  it('a single pixel', async () => {
    const image = { width: 1, height: 1, channels: 3, data: Uint8Array.of(255, 51, 0) };
    const { width, height, data } = await readImage(await encodePng(image));
    expect([width, height, ...data]).toEqual([1, 1, 1, Math.fround(0.2), 0]);
  });

  it('integers stay integers for those who store them', async () => {
    const picture = fixtures.opaque['colour 16 bit PNG']!;
    const { data } = await readStoredImage(bytesOf(picture.file));
    expect(data).toEqual(Uint16Array.from(picture.samples));
  });
});

describe('channels', () => {
  it('grey repeated is colour', async () => {
    const file = bytesOf(fixtures.opaque['grey 16 bit PNG']!.file);
    const grey = await readImage(file, { channels: 1 });
    const colour = await readImage(file, { channels: 3 });
    expect(Array.from(colour.data)).toEqual(
      Array.from(grey.data).flatMap((sample) => [sample, sample, sample]),
    );
  });

  it('colour becomes luma', async () => {
    const { file, samples } = fixtures.opaque['colour 16 bit PNG']!;
    const { channels, data } = await readImage(bytesOf(file), { channels: 1 });
    expect(channels).toBe(1);
    for (let i = 0; i < data.length; i++) {
      const [red, green, blue] = samples.slice(3 * i, 3 * i + 3) as [number, number, number];
      expect(data[i]).toBeCloseTo((0.299 * red + 0.587 * green + 0.114 * blue) / 65535, 6);
    }
  });
});

describe.each(Object.entries(fixtures.transparent))('%s', (_name, { file, shape, white, samples }) => {
  const colours = shape[2] - 1;
  const pixels = Array.from({ length: shape[0] * shape[1] }, (_, i) =>
    samples.slice(i * shape[2], (i + 1) * shape[2]).map((sample) => sample / white),
  );

  it.each([1, 0])('is laid over grey %d', async (background) => {
    const { channels, data } = await readImage(bytesOf(file), { background });
    expect(channels).toBe(colours);
    pixels.forEach((pixel, i) => {
      const opacity = pixel.at(-1)!;
      for (let c = 0; c < colours; c++) {
        expect(data[i * colours + c]).toBeCloseTo(opacity * pixel[c]! + (1 - opacity) * background, 6);
      }
    });
  });

  it('keeps its stored colours if opacity is dropped', async () => {
    const { data } = await readImage(bytesOf(file), { alpha: 'drop' });
    expect(data).toEqual(Float32Array.from(pixels.flatMap((pixel) => pixel.slice(0, -1))));
  });
});

describe('a file that cannot be read', () => {
  const noise = {
    width: 60,
    height: 40,
    channels: 3,
    data: Uint8Array.from({ length: 7200 }, (_, i) => (i * i) % 251),
  };
  const written = async (bytes: Uint8Array | string) => {
    const path = join(folder, 'broken.png');
    await writeFile(path, bytes);
    return path;
  };

  it.each([
    ['is empty', async () => new Uint8Array(0)],
    ['is text', async () => 'this is not a picture'],
    ['is cut in its middle', async () => (await encodePng(noise)).subarray(0, 500)],
    ['has only a signature', async () => (await encodePng(noise)).subarray(0, 8)],
    ['is a JPEG cut short', async () => bytesOf(fixtures.opaque['colour JPEG']!.file).subarray(0, 900)],
    ['is a WebP cut short', async () => bytesOf(fixtures.opaque['lossless WebP']!.file).subarray(0, 90)],
    ['is a TIFF cut short', async () => bytesOf(fixtures.opaque['16 bit TIFF']!.file).subarray(0, 60)],
    ['has samples of floats', async () => bytesOf(fixtures['float TIFF'])],
  ])('that %s is named', async (_what, bytes) => {
    const path = await written(await bytes());
    await expect(readImage(path)).rejects.toMatchObject({ code: 'invalid-image', where: path });
    await expect(readImage(path)).rejects.not.toThrow('\n');
  });

  it('says so in plain words', async () => {
    const refusal = async (bytes: Uint8Array | string) => {
      const path = await written(bytes);
      return readImage(path).catch((error: DiopterError) => error.what);
    };
    expect(await refusal('no picture')).toMatch('in no format that can be read');
    expect(await refusal((await encodePng(noise)).subarray(0, 500))).toMatch('cut short or damaged');
    const jpeg = bytesOf(fixtures.opaque['colour JPEG']!.file);
    expect(await refusal(jpeg.subarray(0, 900))).toMatch('cut short or damaged');
    expect(await refusal(bytesOf(fixtures['float TIFF']))).toMatch('samples of type float are not supported');
  });

  it('does not exist', async () => {
    const path = join(folder, 'nothing.png');
    await expect(readImage(path)).rejects.toMatchObject({ code: 'file-not-found', where: path });
    await expect(readImageHeader(path)).rejects.toMatchObject({ code: 'file-not-found', where: path });
  });

  it('is refused by its header too, if that is what is broken', async () => {
    for (const bytes of ['', 'this is not a picture']) {
      const path = await written(bytes);
      await expect(readImageHeader(path)).rejects.toMatchObject({ code: 'invalid-image', where: path });
    }
  });
});

describe('the header', () => {
  it('gives the size as the viewer sees it', async () => {
    const path = join(folder, 'turned.jpg');
    await writeFile(path, bytesOf(fixtures.opaque['JPEG turned by EXIF']!.file));
    expect(await readImageHeader(path)).toEqual({ width: 32, height: 24, bits: 8 });
  });
});
