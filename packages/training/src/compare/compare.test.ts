/** Models with known mistakes are told apart by the right numbers. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { foldIn, normalValues, randomKey } from '@diopter/core-tensor/random';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataset } from '../data/index.js';
import { cropAt, readImage, toFloat, unstackImages, writeImage } from '../images/index.js';
import { dividePictures } from '../recipes/frame/pictures.js';
import { writeRunConfiguration } from '../recipes/run-configuration.js';
import { smallComparatorFile } from '../recipes/testing/comparator-file.js';
import { commonShape } from './common-shape.js';
import { type ComparedRuns, compareRuns } from './compare-runs.js';
import { mostDetailed } from './detail.js';
import { filters, writeHalving, writePerfect } from './testing/small-codecs.js';
import { comparisonFiles, writeComparison } from './write-comparison.js';

let folder: string;
let data: string;
let comparator: string;
let runs: string[];
let compared: ComparedRuns;
const messages: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-compare-'));
  data = await pictures(join(folder, 'pictures'));
  comparator = join(folder, 'comparator.onnx');
  await writeFile(comparator, smallComparatorFile().bytes);
  runs = ['perfect', 'blocks', 'checkered'].map((name) => join(folder, 'runs', name));
  await writePerfect(runs[0]!);
  await writeHalving(runs[1]!, filters.blocks);
  await writeHalving(runs[2]!, filters.checkered);
  compared = await compareRuns({ runs, data, comparator, onMessage: (text) => messages.push(text) });
});
afterAll(() => rm(folder, { recursive: true }));

/** Pictures as smooth as photographs: each pixel leans on those above and to its left. */
async function pictures(into: string): Promise<string> {
  const [width, height, channels] = [96, 80, 3];
  for (let n = 0; n < 9; n++) {
    const data = normalValues(foldIn(randomKey(2), n), [width * height * channels]).data;
    const at = (x: number, y: number, c: number) =>
      x < 0 || y < 0 ? 0 : data[(y * width + x) * channels + c]!;
    for (let i = 0; i < data.length; i++) {
      const [y, x, c] = [Math.floor(i / channels / width), Math.floor(i / channels) % width, i % channels];
      const known = 0.95 * (at(x - 1, y, c) + at(x, y - 1, c)) - 0.9025 * at(x - 1, y - 1, c);
      data[i] = known + 0.1 * data[i]!;
    }
    const centred = data.map((value) => Math.min(Math.max(0.5 + value / 4, 0), 1));
    await writeImage(join(into, `${n}.png`), { width, height, channels, data: centred });
  }
  return into;
}

const modelOf = (name: string) => compared.comparison.models.find((model) => model.name === name)!;
const distance = (a: Float32Array, b: Float32Array) => Math.hypot(...a.map((value, i) => value - b[i]!));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a comparison', () => {
  it('has the models by the base names of their folders, and the fields that scripts read', () => {
    expect(compared.comparison.models.map(({ name }) => name)).toEqual(['perfect', 'blocks', 'checkered']);
    for (const model of compared.comparison.models) {
      for (const field of ['pixelError', 'featureError', 'sharpness', 'ssim'] as const) {
        expect(model[field], field).toSatisfy(Number.isFinite);
      }
    }
    const { pictures, size, heldOut, taps } = compared.comparison;
    expect({ size, heldOut, taps }).toEqual({ size: 64, heldOut: true, taps: [expect.any(String)] });
    expect(pictures).toBe(compared.images.originals.shape[0]);
    expect(messages).toContainEqual(`blocks: ${pictures} pictures compared`);
  });

  it('finds no error in a perfect model', () => {
    const { pixelError, featureError, perceptual, sharpness, ssim, psnr } = modelOf('perfect');
    expect([pixelError, featureError, perceptual].map((error) => Math.round(error * 1e4))).toEqual([0, 0, 0]);
    expect(sharpness).toBeCloseTo(1, 5);
    expect(ssim).toBeCloseTo(1, 5);
    expect(psnr).toBeGreaterThan(100);
    expect(modelOf('perfect').spectrum).toEqual(compared.comparison.originals.spectrum);
  });

  it("has the paper's error: mean distance over mean distance of two different pictures", () => {
    const { originals, reconstructions } = compared.images;
    const [targets, made] = [originals, reconstructions[1]!].map((batch) =>
      unstackImages(batch).map((image) => image.data),
    );
    const pairs = targets!.flatMap((a, i) => targets!.filter((_, j) => j !== i).map((b) => distance(a, b)));
    const error = mean(made!.map((values, i) => distance(values, targets![i]!))) / mean(pairs);
    expect(modelOf('blocks').pixelError).toBeCloseTo(error, 5);
    expect(error).toBeGreaterThan(0.01);
  });

  it('tells blur from checkerboards', () => {
    const [blocks, checkered] = [modelOf('blocks'), modelOf('checkered')];
    expect(checkered.grids[2]).toBe(checkered.grid);
    expect(checkered.grid).toBeGreaterThan(10 * Math.max(1, Math.abs(compared.comparison.originals.grid)));
    expect(checkered.grid).toBeGreaterThan(10 * blocks.grid);
    expect(checkered.ssim).toBeLessThan(blocks.ssim);
    expect(checkered.featureError).toBeGreaterThan(blocks.featureError);
    expect(checkered.sharpness).toBeGreaterThan(blocks.sharpness);
  });

  it('looks at the centres of the pictures, at so many as it is told, the same for the same seed', async () => {
    const few = await compareRuns({ runs: runs.slice(0, 1), data, comparator, count: 3, seed: 5 });
    expect(few.images.originals.shape).toEqual([3, 64, 64, 3]);
    const again = await compareRuns({ runs: runs.slice(0, 1), data, comparator, count: 3, seed: 5 });
    expect(again.images.originals).toEqual(few.images.originals);
    const other = await compareRuns({ runs: runs.slice(0, 1), data, comparator, count: 3, seed: 6 });
    expect(other.images.originals.data).not.toEqual(few.images.originals.data);
  });
});

describe('pictures that a run was trained on', () => {
  const configuration = { dataset: 'folder', seed: 3, heldOut: 0.4 };

  it('are left out', async () => {
    const run = join(folder, 'trained');
    await writePerfect(run);
    await writeRunConfiguration(run, { data: resolve(data), ...configuration });
    const { comparison, images } = await compareRuns({ runs: [run, runs[1]!], data, comparator });
    const dataset = await openDataset('folder', data, { minimumSide: 64, maximumSide: 256 });
    const { validation } = dividePictures(dataset, { key: randomKey(3), heldOut: 0.4 });
    expect(comparison.heldOut).toBe(true);
    expect(comparison.pictures).toBe(validation.length);
    expect(validation.length).toBeLessThan(dataset.length);
    const { image } = await validation.get(0);
    const [first] = unstackImages(images.originals);
    const expected = cropAt(toFloat(image), { width: 64, height: 64 });
    expect(first!.data.length).toBe(expected.data.length);
    first!.data.forEach((value, i) => void expect(value).toBeCloseTo(expected.data[i]!, 5));
  });

  it('are taken, and that is said, if the runs left too few in common', async () => {
    const others = await Promise.all(
      [1, 2].map(async (seed) => {
        const run = join(folder, `seed-${seed}`);
        await writePerfect(run);
        await writeRunConfiguration(run, { data: resolve(data), ...configuration, seed, heldOut: 0.1 });
        return run;
      }),
    );
    const said: string[] = [];
    const { comparison } = await compareRuns({
      runs: others,
      data,
      comparator,
      onMessage: (text) => said.push(text),
    });
    expect(comparison.heldOut).toBe(false);
    expect(said[0]).toMatch(/untrained/);
  });
});

describe('what a comparison leaves', () => {
  it('is a picture, the numbers, and a page with both', async () => {
    const out = join(folder, 'out');
    await writeComparison(out, compared);
    const { width, height } = await readImage(join(out, comparisonFiles.picture));
    expect(height).toBeGreaterThan(4 * 2 * 64);
    expect(width).toBeGreaterThan(5 * 2 * 64);
    const numbers = JSON.parse(await readFile(join(out, comparisonFiles.numbers), 'utf8'));
    expect(numbers).toEqual(JSON.parse(JSON.stringify(compared.comparison)));
    const { document } = parseHTML(await readFile(join(out, comparisonFiles.report), 'utf8'));
    const texts = (selector: string) =>
      [...document.querySelectorAll(selector)].map((each) => each.textContent);
    expect(texts('table.numbers tbody th')).toEqual(['perfect', 'blocks', 'checkered']);
    expect(texts('h2')).toEqual(['Errors', 'Pictures', 'Spectra', 'Setting']);
    const percent = `${(100 * modelOf('blocks').pixelError).toFixed(1)}`;
    expect(texts('table.numbers td')).toContain(percent);
    expect(texts('dt')).toEqual(
      expect.arrayContaining(
        texts('thead th')
          .slice(1)
          .map((name) => name!.replace(/ (%|dB)$/, '')),
      ),
    );
    expect(document.querySelectorAll('svg.chart')).toHaveLength(2);
  });
});

describe('what cannot be compared', () => {
  it('is said in one sentence', async () => {
    await expect(compareRuns({ runs: [], data, comparator })).rejects.toMatchObject({
      code: 'invalid-option',
    });
    await expect(compareRuns({ runs, data, comparator, count: 1 })).rejects.toThrow('from 2');
    await expect(compareRuns({ runs: [folder], data, comparator })).rejects.toMatchObject({
      code: 'file-not-found',
    });
    await expect(compareRuns({ runs, data, comparator: 'nobody' })).rejects.toMatchObject({
      code: 'file-not-found',
    });
    await expect(compareRuns({ runs, data: join(folder, 'nothing'), comparator })).rejects.toMatchObject({
      code: 'file-not-found',
    });
  });
});

describe('the shape of compared pictures', () => {
  const codec = (size: { fixed: number } | { multiple: number }, channels: 1 | 3 = 3) => ({
    name: 'codec',
    description: {
      kind: 'test',
      channels,
      size,
      encoder: { preprocessing: {}, code: 'code' },
      decoder: { preprocessing: {} },
    },
  });

  it.each([
    [[codec({ multiple: 8 })], 64],
    [[codec({ multiple: 8 }), codec({ multiple: 12 })], 72],
    [[codec({ fixed: 64 }), codec({ multiple: 8 })], 64],
    [[codec({ fixed: 227 })], 227],
  ] as const)('is one that all take', (codecs, size) => {
    expect(commonShape(codecs)).toEqual({ size, channels: 3 });
  });

  it.each([
    [[codec({ fixed: 64 }), codec({ fixed: 227 })]],
    [[codec({ fixed: 227 }), codec({ multiple: 8 })]],
    [[codec({ multiple: 8 }), codec({ multiple: 8 }, 1)]],
  ] as const)('does not exist for models that disagree', (codecs) => {
    expect(() => commonShape(codecs)).toThrow('no pictures that all models take');
  });
});

it('the most detailed part of a picture is where neighbours differ', () => {
  const data = Float32Array.from({ length: 64 * 64 }, (_, i) => {
    const [y, x] = [Math.floor(i / 64), i % 64];
    return y >= 40 && x < 20 ? (x + y) % 2 : 0.5;
  });
  expect(mostDetailed({ width: 64, height: 64, channels: 1, data }, 20)).toEqual({
    left: 0,
    top: 40,
    width: 20,
    height: 20,
  });
});
