/** What experiments show of codecs whose doings are known. */

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dense, flatten, init, reshape, sequential, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import { foldIn, normalValues, randomKey, uniformValues } from '@diopter/core-tensor/random';
import { gaussianRing, isotropicGaussian, swissRoll } from '@diopter/models';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCodec } from '../codec/index.js';
import { filters, writeHalving, writePerfect } from '../compare/testing/small-codecs.js';
import { type Image, readImageHeader, resize, writeImage } from '../images/index.js';
import { drawCodes } from './draw-codes.js';
import {
  codePaths,
  interpolate,
  interpolationSheet,
  reencode,
  reencodingSheet,
  sample,
  samplingSheet,
  writeSheet,
} from './index.js';

let folder: string;
const key = randomKey(1);
const at = (...names: string[]) => join(folder, ...names);
const picture = (name: string, width: number, height: number): Image => ({
  ...{ width, height, channels: 3 },
  data: uniformValues(foldIn(key, name), [width * height * 3]).data,
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-experiments-'));
  await mkdir(at('pictures'));
  await writeImage(at('pictures', 'a.png'), picture('a', 16, 16));
  await writeImage(at('pictures', 'b.png'), picture('b', 40, 20));
  await writeFile(at('pictures', 'c.png'), 'no picture');
  await writeFile(at('pictures', 'notes.txt'), 'no picture, and no ending of one');
  await writePerfect(at('perfect'));
  await writeHalving(at('halving'), filters.blocks);
  await writeGaussian(at('gaussian'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('reencode', () => {
  it('changes nothing through a perfect codec, whatever the size of the picture', async () => {
    const { pictures, kind } = await reencode({
      run: at('perfect'),
      images: [at('pictures')],
      times: 3,
      size: 16,
    });
    expect(kind).toBe('test');
    expect(pictures.map(({ path }) => path)).toEqual([at('pictures', 'a.png'), at('pictures', 'b.png')]);
    for (const { images, pixelDistances } of pictures) {
      expect(images.map(({ width, height }) => [width, height])).toEqual(Array(4).fill([16, 16]));
      expect(pixelDistances).toHaveLength(3);
      for (const distance of pixelDistances) expect(distance).toBeLessThan(1e-6);
    }
  });

  it('loses what a codec loses once, and nothing after that if it is idempotent', async () => {
    const options = { run: at('halving'), images: [at('pictures', 'a.png')], times: 3, size: 16 };
    const { pictures } = await reencode(options);
    const [{ images, pixelDistances } = pictures[0]!] = pictures;
    const [original, first] = images;
    const blocks = resize(resize(original!, { width: 8, height: 8 }, { kernel: 'box' }), original!, {
      kernel: 'box',
    });
    expect(first!.data.every((value, i) => Math.abs(value - blocks.data[i]!) < 1e-5)).toBe(true);
    const mean = first!.data.reduce((sum, value, i) => sum + (value - original!.data[i]!) ** 2, 0) / 768;
    expect(pixelDistances[0]).toBeCloseTo(Math.sqrt(mean), 6);
    expect(pixelDistances[2]).toBeCloseTo(pixelDistances[0]!, 5);
  });

  it('tells the distance of features as well', async () => {
    const options = { images: [at('pictures', 'a.png')], times: 1, size: 32, comparator: 'exemplar-cnn' };
    const perfect = await reencode({ run: at('perfect'), ...options });
    expect(perfect.pictures[0]!.featureDistances![0]).toBeLessThan(1e-5);
    const halving = await reencode({ run: at('halving'), ...options });
    expect(halving.pictures[0]!.featureDistances![0]).toBeGreaterThan(0.05);
    expect(reencodingSheet(halving).columns![1]).toMatch(/^1: 0\.\d{3}, \d\.\d{3}$/);
  });

  it('leaves out what cannot be read in folders, and says so; what is named itself must be there', async () => {
    const told: string[] = [];
    const options = {
      run: at('perfect'),
      times: 1,
      size: 16,
      onMessage: (text: string) => void told.push(text),
    };
    await reencode({ ...options, images: [at('pictures')] });
    expect(told.join()).toMatch(/left out: .*c\.png/);
    const broken = reencode({ ...options, images: [at('pictures', 'c.png')] });
    await expect(broken).rejects.toMatchObject({ code: 'invalid-image' });
    const missing = reencode({ ...options, images: [at('pictures', 'd.png')] });
    await expect(missing).rejects.toMatchObject({ code: 'file-not-found' });
    await expect(reencode({ ...options, images: [at('perfect')] })).rejects.toMatchObject({
      code: 'invalid-data',
    });
    await expect(reencode({ ...options, images: [], times: 0 })).rejects.toMatchObject({
      code: 'invalid-option',
    });
  });
});

describe('interpolate', () => {
  const images = () => [at('pictures', 'a.png'), at('pictures', 'b.png')];

  it('mixes pictures evenly where codes are pixels', async () => {
    const { pairs } = await interpolate({ run: at('perfect'), images: images(), steps: 5, size: 16 });
    const { originals, images: between, distances } = pairs[0]!;
    expect(between).toHaveLength(5);
    const [a, b] = originals;
    between.forEach(({ data }, i) => {
      const t = i / 4;
      expect(data.every((value, j) => Math.abs(value - (1 - t) * a.data[j]! - t * b.data[j]!) < 1e-6)).toBe(
        true,
      );
    });
    for (const distance of distances) expect(distance).toBeCloseTo(distances[0]!, 5);
  });

  it('takes pictures in pairs', async () => {
    const run = { run: at('perfect'), steps: 2, size: 16 };
    const { pairs } = await interpolate({ ...run, images: [...images(), ...images().reverse()] });
    expect(pairs.map(({ from, to }) => [from, to])).toEqual([images(), images().reverse()]);
    const odd = interpolate({ ...run, images: images().slice(1) });
    await expect(odd).rejects.toThrow('1 picture does not go in pairs');
  });
});

describe('ways between codes', () => {
  const [a, b] = [normalValues(foldIn(key, 1), [64]).data, normalValues(foldIn(key, 2), [64]).data];
  const lengthOf = (code: Float32Array) => Math.hypot(...code);

  it.each(Object.entries(codePaths))('begin and end at the two: %s', (_, path) => {
    for (const [t, end] of [
      [0, a],
      [1, b],
    ] as const) {
      expect(path(a, b, t).every((value, i) => Math.abs(value - end[i]!) < 1e-6)).toBe(true);
    }
  });

  it('keep the length of codes on an arc only', () => {
    const same = b.map((value) => (value * lengthOf(a)) / lengthOf(b));
    expect(lengthOf(codePaths.spherical(a, same, 0.3))).toBeCloseTo(lengthOf(a), 4);
    expect(lengthOf(codePaths.linear(a, same, 0.3))).toBeLessThan(0.95 * lengthOf(a));
  });

  it('are straight between parallel codes, and codes of zeros', () => {
    const twice = a.map((value) => 2 * value);
    const half = codePaths.spherical(a, twice, 0.5);
    expect(half.every((value, i) => Math.abs(value - 1.5 * a[i]!) < 1e-6)).toBe(true);
    expect(codePaths.spherical(new Float32Array(4), new Float32Array(4), 0.5)).toEqual(new Float32Array(4));
  });
});

describe('sample', () => {
  it('gives the same for the same seed, others for another, and more that begin with the fewer', async () => {
    const run = at('gaussian');
    const [few, many, others] = [
      await sample({ run, count: 3 }),
      await sample({ run, count: 40 }),
      await sample({ run, count: 3, seed: 2 }),
    ];
    expect(many.images).toHaveLength(40);
    expect(many.images.slice(0, 3)).toEqual(few.images);
    expect(others.images).not.toEqual(few.images);
    expect(few.diversity).toBeGreaterThan(0.01);
  });

  it('gives one picture, that of the code 0, at temperature 0', async () => {
    const { images, diversity } = await sample({ run: at('gaussian'), count: 2, temperature: 0 });
    expect(images[0]).toEqual(images[1]);
    expect(diversity).toBe(0);
  });

  it('refuses runs without a prior, and what makes no sense', async () => {
    await expect(sample({ run: at('perfect') })).rejects.toThrow(/no distribution to draw from.*train vae/s);
    const run = at('gaussian');
    for (const wrong of [{ count: 0 }, { seed: -1 }, { temperature: Number.NaN }])
      await expect(sample({ run, ...wrong })).rejects.toMatchObject({ code: 'invalid-option' });
  });
});

describe('sheets', () => {
  it('are a picture and a page beside it', async () => {
    const run = { run: at('perfect'), images: [at('pictures', 'a.png'), at('pictures', 'b.png')], size: 16 };
    const sheets = [
      reencodingSheet(await reencode({ ...run, times: 2 })),
      interpolationSheet(await interpolate({ ...run, steps: 3 })),
      samplingSheet(await sample({ run: at('gaussian'), count: 5 })),
    ];
    expect(sheets.map(({ rows }) => rows.map(({ pictures }) => pictures.length))).toEqual([
      [3, 3],
      [5],
      [3, 2],
    ]);
    expect(sheets[1]!.columns).toEqual(['original', '0', '0.5', '1', 'original']);
    for (const [i, sheet] of sheets.entries()) {
      const files = await writeSheet(at('sheets', `${i}.png`), sheet);
      expect(files).toEqual({ picture: at('sheets', `${i}.png`), report: at('sheets', `${i}.html`) });
      expect((await readImageHeader(files.picture)).width).toBeGreaterThan(48);
      expect(await readFile(files.report, 'utf8')).toContain('data:image/png;base64');
    }
  });
});

describe('drawCodes', () => {
  const draw = { key, count: 2000, temperature: 1, codeShape: [2] };
  const deviation = ({ data }: { readonly data: Float32Array }) =>
    Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length);

  it.each([
    ['the standard normal', 'standard-normal', 1],
    ['a Gaussian', isotropicGaussian({ standardDeviation: 5 }), 5],
    ['a mixture', { kind: 'mixture', weights: [1], components: [isotropicGaussian()] }, 1],
  ] as const)('draws from %s, at any temperature', (_, prior, expected) => {
    expect(deviation(drawCodes(prior, draw)) / expected).toBeCloseTo(1, 1);
    expect(deviation(drawCodes(prior, { ...draw, temperature: 0.5 })) / expected).toBeCloseTo(0.5, 1);
    const [more, fewer] = [drawCodes(prior, draw), drawCodes(prior, { ...draw, count: 3 })];
    expect([...fewer.data]).toEqual([...more.data.subarray(0, 6)]);
  });

  it('refuses temperatures that mean nothing', () => {
    expect(drawCodes(swissRoll(), draw).shape).toEqual([2000, 2]);
    expect(() => drawCodes(swissRoll(), { ...draw, temperature: 0.5 })).toThrow('option temperature');
    expect(() => drawCodes(gaussianRing(), { ...draw, temperature: 0 })).toThrow('option temperature');
  });
});

/** A codec with a prior: codes of 4 numbers, pictures of 8 x 8 pixels. */
async function writeGaussian(out: string): Promise<void> {
  const encoder = sequential([null, 8, 8, 3], { flat: flatten(), mean: dense({ units: 4 }) });
  const decoder = sequential([null, 4], {
    pixels: dense({ units: 192 }),
    output: reshape({ shape: [null, 8, 8, 3] }),
  });
  await writeCodec(
    out,
    {
      ...{ kind: 'vae', channels: 3, size: { fixed: 8 }, prior: 'standard-normal' },
      encoder: { preprocessing: {}, code: 'mean' },
      decoder: { preprocessing: { mean: -0.5 } },
    },
    {
      encoder: writeOnnx(toOnnx(encoder, init(encoder, key))),
      decoder: writeOnnx(toOnnx(decoder, init(decoder, key))),
    },
  );
}
