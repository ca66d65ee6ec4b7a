/** Seeds, deformations and batches of Exemplar-CNN, its step, and a run. */

import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldIn, randomKey } from '@diopter/core-tensor/random';
import { comparatorSession, parseDescription, readComparator } from '@diopter/losses';
import { trainExemplar } from '@diopter/training/recipes';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../data/index.js';
import type { StoredImage } from '../../images/index.js';
import { defaultsOf } from '../frame/index.js';
import { photographs } from '../testing/photographs.js';
import { expectSameStep } from '../testing/same-step.js';
import { deformedSamples, exemplarBatches } from './batches.js';
import { colourAxes } from './colours.js';
import { deform, patchSide, surroundingsSide } from './deform.js';
import { deformationRanges, drawDeformation, noDeformation } from './deformation.js';
import { exemplarDescription } from './description.js';
import { exemplarFiles } from './files.js';
import { gradientEnergy } from './gradient-energy.js';
import { exemplarLearner } from './learner.js';

import { type Seed, sampleSeeds } from './seeds.js';

const key = randomKey(1);

/** A picture of a function of place. */
const painted = (width: number, height: number, sample: (x: number, y: number) => number[]): StoredImage => ({
  ...{ width, height, channels: 3 },
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return Math.round(255 * sample(pixel % width, Math.floor(pixel / width))[i % 3]!);
  }),
});
const grey = (value: number) => [value, value, value];
const collection = (...images: StoredImage[]): Dataset => ({
  name: 'painted',
  length: images.length,
  get: async (i) => ({ image: images[i]! }),
});
/** Colours of every kind, smoothly changing. */
const seed = painted(surroundingsSide, surroundingsSide, (x, y) => [
  x / surroundingsSide,
  y / surroundingsSide,
  0.5 + 0.4 * Math.sin(x / 5),
]) as Seed;
const axes = colourAxes([Float32Array.from(seed.data, (sample) => sample / 255)]);
const centre = (surroundingsSide - patchSide) / 2;

describe('sampleSeeds', () => {
  it('prefers texture, and takes as many seeds of every picture', async () => {
    const half = painted(120, 100, (x, y) =>
      grey(x < 60 ? 0.5 : (Math.floor(x / 6) + Math.floor(y / 6)) % 2),
    );
    const seeds = await sampleSeeds(collection(half, half), { classes: 16, key });
    expect(seeds).toHaveLength(16);
    const energies = seeds.map(({ data }) => {
      const patch = Float32Array.from(data, (sample) => sample / 255);
      const all = gradientEnergy(
        { width: surroundingsSide, height: surroundingsSide, channels: 3, data: patch },
        patchSide,
      );
      return all[centre * (surroundingsSide - patchSide + 1) + centre]!;
    });
    for (const energy of energies) expect(energy).toBeGreaterThan(1);
  });

  it('is the same for the same key, and never takes a place twice', async () => {
    const picture = painted(100, 100, (x, y) => [Math.sin(x * y) ** 2, x / 100, y / 100]);
    const [first, second] = await Promise.all(
      [1, 1].map(() => sampleSeeds(collection(picture), { classes: 6, key })),
    );
    expect(first).toEqual(second);
    expect(new Set(first!.map(({ data }) => data.join())).size).toBe(6);
  });

  it('says which picture has nothing to show', async () => {
    const empty = painted(64, 64, () => grey(1));
    await expect(sampleSeeds(collection(empty), { classes: 1, key })).rejects.toMatchObject({
      code: 'invalid-data',
      where: 'painted, picture 0',
    });
  });
});

describe('drawDeformation', () => {
  const drawn = Array.from({ length: 2000 }, (_, i) => drawDeformation(foldIn(key, i)));
  const spread = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const;

  it.each([
    ['translation', (d) => d.translation[0], -0.25, 0.25],
    ['scale', (d) => d.scale, Math.SQRT1_2, Math.SQRT2],
    ['angle', (d) => d.angle, -Math.PI / 9, Math.PI / 9],
    ['hue', (d) => d.hue, -0.1, 0.1],
    ['power of the value', (d) => Math.log2(d.value.power), -2, 2],
    ['factor of the saturation', (d) => Math.log2(d.saturation.factor), -0.5, 0.5],
    ['what is added to the saturation', (d) => d.saturation.offset, -0.1, 0.1],
  ] as const satisfies readonly (readonly [string, (d: (typeof drawn)[number]) => number, number, number])[])(
    'fills the range of the %s and stays in it',
    (_, of, low, high) => {
      const [smallest, largest] = spread(drawn.map(of));
      expect(smallest).toBeGreaterThanOrEqual(low);
      expect(largest).toBeLessThanOrEqual(high);
      expect(largest - smallest).toBeGreaterThan(0.98 * (high - low));
    },
  );

  it('multiplies components by powers of two with the deviations of the authors', () => {
    deformationRanges.components.forEach((deviation, i) => {
      const logarithms = drawn.map(({ components }) => Math.log2(components[i]!));
      const measured = Math.sqrt(logarithms.reduce((sum, x) => sum + x * x, 0) / logarithms.length);
      expect(measured / deviation).toBeCloseTo(1, 1);
    });
  });

  it('leaves colours alone if told so, and places as they are', () => {
    const plain = drawDeformation(key, { colour: 0 });
    const { translation, scale, angle } = drawDeformation(key);
    const near = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    expect(near(plain)).toEqual(near({ ...noDeformation, translation, scale, angle }));
  });
});

describe('deform', () => {
  const at = ({ data }: { data: Float32Array }, x: number, y: number, channel: number) =>
    data[(y * patchSide + x) * 3 + channel]!;

  it('gives the patch itself where nothing is deformed', () => {
    const patch = deform(seed, noDeformation, axes);
    for (const [x, y] of [
      [0, 0],
      [31, 7],
      [16, 31],
    ] as const) {
      for (const channel of [0, 1, 2]) {
        const source = seed.data[((y + centre) * surroundingsSide + x + centre) * 3 + channel]! / 255;
        expect(at(patch, x, y, channel)).toBeCloseTo(source, 5);
      }
    }
  });

  it('moves by parts of the patch, scales around the middle and turns', () => {
    const moved = deform(seed, { ...noDeformation, translation: [0.25, 0] }, axes);
    const still = deform(seed, noDeformation, axes);
    expect(at(moved, 4, 9, 0)).toBeCloseTo(at(still, 12, 9, 0), 5);
    // The red channel is the place from left to right: at twice the scale it changes twice as fast.
    const wide = deform(seed, { ...noDeformation, scale: 1.4 }, axes);
    const slope = (patch: typeof wide) => at(patch, 24, 9, 0) - at(patch, 8, 9, 0);
    expect(slope(wide) / slope(still)).toBeCloseTo(1.4, 1);
    const turned = deform(seed, { ...noDeformation, angle: Math.PI / 2 }, axes);
    expect(Math.abs(slope(turned))).toBeLessThan(0.01);
  });

  it('stays inside of the surroundings however far it goes', () => {
    const { translation: move, scale, angle } = deformationRanges;
    for (const [x, y, turn] of [
      [1, 1, 1],
      [-1, 1, -1],
      [1, -1, 1],
      [-1, -1, -1],
    ] as const) {
      const far = {
        ...noDeformation,
        translation: [x * move, y * move],
        scale,
        angle: turn * angle,
      } as const;
      expect(deform(seed, far, axes).data.every(Number.isFinite)).toBe(true);
    }
  });

  it('turns the hue: a third of a turn makes red green', () => {
    const red = painted(surroundingsSide, surroundingsSide, () => [0.8, 0.2, 0.2]) as Seed;
    const patch = deform(red, { ...noDeformation, hue: 1 / 3 }, axes);
    expect([0, 1, 2].map((channel) => at(patch, 5, 5, channel))).toEqual(
      [0.2, 0.8, 0.2].map((value) => expect.closeTo(value, 2)),
    );
  });

  it('takes the value to a power, and all colour away at no saturation', () => {
    const dim = painted(surroundingsSide, surroundingsSide, () => [0.25, 0.5, 0.25]) as Seed;
    const curve = { power: 2, factor: 1, offset: 0.1 };
    const powered = deform(dim, { ...noDeformation, value: curve }, axes);
    expect(at(powered, 3, 3, 1)).toBeCloseTo(0.35, 2);
    const faded = deform(dim, { ...noDeformation, saturation: { power: 1, factor: 0, offset: 0 } }, axes);
    expect(at(faded, 3, 3, 0)).toBeCloseTo(at(faded, 3, 3, 1), 6);
  });
});

describe('colourAxes', () => {
  it('finds orthonormal directions, that of the largest variance first', () => {
    const samples = Array.from({ length: 3000 }, (_, i) => {
      const [u, v, w] = [Math.sin(i), 0.3 * Math.sin(3.1 * i), 0.05 * Math.sin(7.7 * i)];
      return [0.5 + 0.6 * u + 0.8 * v, 0.4 + 0.8 * u - 0.6 * v, 0.3 + w];
    });
    const { mean, directions } = colourAxes([samples.flat()]);
    expect(mean).toEqual([0.5, 0.4, 0.3].map((value) => expect.closeTo(value, 2)));
    const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
    directions.forEach((a, i) => {
      directions.forEach((b, j) => {
        expect(dot(a, b)).toBeCloseTo(Number(i === j), 10);
      });
    });
    expect(Math.abs(dot(directions[0]!, [0.6, 0.8, 0]))).toBeCloseTo(1, 2);
    expect(Math.abs(dot(directions[2]!, [0, 0, 1]))).toBeCloseTo(1, 2);
  });
});

describe('exemplarBatches', () => {
  const other = painted(surroundingsSide, surroundingsSide, (x) => grey(x / surroundingsSide)) as Seed;
  const options = { seeds: [seed, other], axes, colour: 1, batchSize: 4, deformations: 6, key };

  it('shows every deformation of every seed once in an epoch, and the same batch for the same number', async () => {
    const batchAt = exemplarBatches(options);
    const batches = await Promise.all([0, 1, 2].map(batchAt));
    const patches = batches.flatMap(({ images, labels }) =>
      Array.from(labels!.data, (label, i) => ({
        label,
        data: images!.data.slice(i * 3072, (i + 1) * 3072).join(),
      })),
    );
    expect(patches.map(({ label }) => label).sort()).toEqual([...Array(6).fill(0), ...Array(6).fill(1)]);
    expect(new Set(patches.map(({ data }) => data)).size).toBe(12);
    expect(await exemplarBatches(options)(2)).toEqual(batches[2]);
    const sample = deformedSamples(options);
    expect(patches.map(({ data }) => data)).toContain(sample(1, 5).image.data.join());
  });
});

describe('a step', () => {
  const options = { ...defaultsOf(exemplarDescription.options), classes: 5, warmUpSteps: 2, steps: 9 };
  const images = tf.tensor(deform(seed, noDeformation, axes).data, [1, patchSide, patchSide, 3]);
  const batch = { images: tf.concat([images, tf.reverse(images, 1)]), labels: tf.tensor1d([3, 1], 'int32') };

  it('does the same compiled as eagerly, weight decay and dropout included', () =>
    expectSameStep(exemplarLearner({ ...options, dropout: 0.5, weightDecay: 0.01 }), batch, key));

  it('begins with all classes alike', () => {
    const learner = exemplarLearner(options);
    const { metrics } = learner.evaluate(learner.start(key).parameters, batch);
    expect(metrics.loss!.dataSync()[0]).toBeCloseTo(Math.log(5), 0);
  });
});

describe('trainExemplar', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'diopter-exemplar-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('learns to tell a few patches apart, and leaves a comparator for pictures of any size', async () => {
    const data = await photographs(folder);
    const out = join(folder, 'run');
    const options = { classes: 9, batch: 8, steps: 12, warmUpSteps: 4, validateEvery: 6, checkpointEvery: 6 };
    const { best } = await trainExemplar({ data, out, ...options, colour: 0.3 });
    expect(best!.metrics.loss).toBeLessThan(Math.log(9));
    expect(best!.headline).toMatch(/% of patches known in a deformation not seen before/);
    await expect(stat(join(out, exemplarFiles.seeds.path))).resolves.toBeDefined();
    const description = parseDescription(await readFile(join(out, exemplarFiles.description.path), 'utf8'));
    const comparator = readComparator(await readFile(join(out, exemplarFiles.model.path)), description);
    const session = await comparatorSession(comparator);
    const image = { shape: [1, 48, 40, 3], dtype: 'float32', data: new Float32Array(48 * 40 * 3) } as const;
    const features = await session.features(image);
    await session.release();
    expect(Object.entries(features).map(([name, { shape }]) => [name, shape])).toEqual([
      ['relu1', [1, 48, 40, 64]],
      ['relu2', [1, 24, 20, 64]],
      ['relu6', [1, 5, 3, 128]],
    ]);
  });
});
