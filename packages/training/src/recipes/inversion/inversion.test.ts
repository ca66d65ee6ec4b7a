/** The recipe of inversion: its step, the paper's setting with made-up weights, and what it leaves. */

import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Graph, init, toOnnx } from '@diopter/core-tensor/graph';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import { randomKey, uniformValues } from '@diopter/core-tensor/random';
import { caffeWeights, comparatorFeatures, meanWeights, readComparator } from '@diopter/losses';
import { alexNetFeatures, caffeNet, caffePreprocessing } from '@diopter/models';
import { trainInversion } from '@diopter/training/recipes';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCodec } from '../../codec/index.js';
import { readMetrics } from '../../reports/index.js';
import { defaultsOf } from '../frame/index.js';
import { smallComparatorFile } from '../testing/comparator-file.js';
import { photographs } from '../testing/photographs.js';
import { expectSameStep } from '../testing/same-step.js';
import { condition } from './condition.js';
import { inversionDescription } from './description.js';
import { inversionFiles } from './files.js';
import { generatorKinds } from './generators.js';
import { measureFeatures, statisticsOf } from './inverted-features.js';
import { type InversionInput, inversionLearner } from './learner.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diopter-inversion-'));
});
afterEach(() => rm(folder, { recursive: true }));

const key = randomKey(1);
const size = 16;
const pixels = {
  shape: [2, size, size, 3],
  dtype: 'float32',
  data: uniformValues(key, [2, size, size, 3]).data,
} as const;
const images = tf.tensor(pixels.data, [...pixels.shape]);

const learnerOf = async (compared?: InversionInput['compared']) => {
  const inverted = smallComparatorFile();
  return inversionLearner({
    options: { ...defaultsOf(inversionDescription.options), adversarialWeight: 0 },
    picture: { size, channels: 3 },
    inverted,
    features: await measureFeatures(inverted, undefined, pixels),
    ...(compared && { compared }),
  });
};

describe('statisticsOf', () => {
  it('measures each channel, and gives a silent one a deviation to divide by', () => {
    const data = new Float32Array([1, 0, 10, 3, 0, 10, 5, 0, 10, 7, 0, 10]);
    const { mean, deviation, rootMeanSquare } = statisticsOf({ shape: [2, 2, 3], dtype: 'float32', data });
    expect(mean).toEqual([4, 0, 10]);
    expect(rootMeanSquare).toBeCloseTo(Math.sqrt(484 / 12), 6);
    expect(deviation[0]).toBeCloseTo(Math.sqrt(5), 6);
    expect(deviation[1]).toBeCloseTo(0.1 * rootMeanSquare, 6);
  });
});

describe('a step', () => {
  it.each([
    ['that is inverted', {}],
    ['of its own', { file: smallComparatorFile() }],
  ] as const)('does the same compiled as eagerly, with a comparator %s', async (_, file) =>
    expectSameStep(await learnerOf({ ...file, layers: { features: 2 } }), { images }, key),
  );

  it('knows how far images and their features are, in units of the distance of different pictures', async () => {
    const learner = await learnerOf({ layers: { features: 2 } });
    const { metrics, pictures } = learner.evaluate(learner.start(key).generator.parameters, { images });
    const comparator = readComparator(smallComparatorFile().bytes);
    const distanceOf = (of: (image: tf.Tensor) => tf.Tensor) => {
      const [made, wanted] = [of(pictures.images), of(images)];
      const norms = (x: tf.Tensor) => tf.mean(tf.sqrt(tf.sum(tf.square(tf.reshape(x, [2, -1])), 1)));
      const [first, second] = tf.split(wanted, 2);
      const apart = tf.sqrt(tf.sum(tf.square(tf.sub(first!, second!))));
      return tf.div(norms(tf.sub(made, wanted)), apart).dataSync()[0]!;
    };
    expect(metrics.pixelError!.dataSync()[0]).toBeCloseTo(
      distanceOf((image) => image),
      4,
    );
    const features = (image: tf.Tensor) => comparatorFeatures(comparator, image).features!;
    expect(metrics.featureError!.dataSync()[0]).toBeCloseTo(distanceOf(features), 4);
  });
});

describe('condition', () => {
  it('is all features where they are few, and the means of maps where they are many', () => {
    const features = tf.tensor(
      Float32Array.from({ length: 24 }, (_, i) => i),
      [2, 2, 2, 3],
    );
    const few = condition([2, 2, 3], 2);
    expect(few.length).toBe(12);
    expect([...few.of(features).dataSync()].slice(0, 3)).toEqual([0, 0.5, 1]);
    const many = condition([100, 100, 3], 2);
    expect(many.length).toBe(3);
    expect(many.of(features).arraySync()).toEqual([
      [2.25, 2.75, 3.25],
      [8.25, 8.75, 9.25],
    ]);
    expect(condition([20_000], 1).length).toBe(20_000);
  });
});

describe('the preset of the paper', () => {
  const { paper } = inversionDescription.presets;

  it('has the weights of its code, as means', () => {
    const weights = meanWeights(caffeWeights, { features: 6 * 6 * 256, pixels: 227 * 227 * 3 });
    expect(paper.featureWeight).toBeCloseTo(weights.feature, 9);
    expect(paper.pixelWeight).toBeCloseTo(weights.pixel, 6);
    expect(paper.adversarialWeight).toBe(weights.adversarial);
  });

  it('runs at its full size, with made-up weights of CaffeNet', async () => {
    const network: Graph = upTo(caffeNet(), 'pool5');
    const comparator = join(folder, 'caffenet.onnx');
    await writeFile(comparator, writeOnnx(toOnnx(network, init(network, key), { taps: ['norm1'] })));
    const description = { preprocessing: caffePreprocessing, taps: ['pool5'] };
    await writeFile(join(folder, 'caffenet.json'), JSON.stringify(description));
    const data = await photographs(folder);
    const out = join(folder, 'run');
    await trainInversion({
      ...{ data, out, comparator, preset: 'paper', layer: 'norm1' },
      ...{ steps: 2, batch: 1, validateEvery: 2, heldOut: 0.01 },
    });
    const rows = await readMetrics(join(out, 'metrics.jsonl'));
    for (const name of ['pixel', 'feature', 'adversarial', 'discriminatorLoss'])
      expect(Number.isFinite(rows[1]![name]), name).toBe(true);
    const codec = await openCodec(out);
    expect(codec.description).toMatchObject({ size: { fixed: 227 }, encoder: { code: 'norm1' } });
    const data227 = new Float32Array(227 * 227 * 3);
    const code = await codec.encode({ shape: [1, 227, 227, 3], dtype: 'float32', data: data227 });
    expect(code.shape).toEqual([1, ...alexNetFeatures.norm1.shape]);
    await codec.release();
  });

  it('refuses layers that the paper has no generator for', () => {
    const features = { layer: 'conv5', shape: [13, 13, 256], rootMeanSquare: 1, mean: [0], deviation: [1] };
    const picture = { size: 227, channels: 3 };
    expect(() => generatorKinds.paper.network(features, picture)).toThrow(/no generator for conv5.*norm1/s);
    expect(() => generatorKinds.paper.network({ ...features, layer: 'pool5' }, picture)).toThrow('13x13x256');
  });
});

describe('trainInversion', () => {
  it('leaves networks that open as a codec, whatever the comparator does to pixels', async () => {
    const comparator = join(folder, 'comparator.onnx');
    await writeFile(comparator, smallComparatorFile().bytes);
    const preprocessing = { channels: 'bgr', scale: 255, mean: [104, 117, 123] } as const;
    await writeFile(join(folder, 'comparator.json'), JSON.stringify({ preprocessing }));
    const data = await photographs(folder);
    const out = join(folder, 'run');
    const options = { comparator, steps: 2, batch: 2, validateEvery: 2 };
    const { best } = await trainInversion({ data, out, ...options });
    expect(best!.headline).toMatch(/% in pixels and .* % in features/);
    for (const { path } of Object.values(inversionFiles))
      await expect(stat(join(out, path))).resolves.toBeDefined();

    const codec = await openCodec(out);
    expect(codec.description.encoder.preprocessing).toEqual(preprocessing);
    const data64 = uniformValues(key, [64 * 64 * 3]).data;
    const picture = { shape: [1, 64, 64, 3], dtype: 'float32', data: data64 } as const;
    const code = await codec.encode(picture);
    const whole = readComparator(smallComparatorFile().bytes, { preprocessing });
    const features = comparatorFeatures(whole, tf.tensor(data64, [1, 64, 64, 3])).features!;
    expect(code.shape).toEqual(features.shape);
    const wanted = features.dataSync<'float32'>();
    const largest = wanted.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    expect(code.data.every((value, i) => Math.abs(value - wanted[i]!) <= 1e-4 * largest)).toBe(true);
    expect((await codec.decode(code)).shape).toEqual([1, 64, 64, 3]);
    await codec.release();

    const other = trainInversion({ data, out, existing: 'resume', ...options, layer: 'relu1' });
    await expect(other).rejects.toMatchObject({ code: 'checkpoint-mismatch' });
    const none = trainInversion({ data, out, existing: 'replace', ...options, layer: 'fc9' });
    await expect(none).rejects.toMatchObject({ code: 'invalid-data' });
  });
});

/** The part of a chain of layers up to one of them. */
function upTo(network: Graph, last: string): Graph {
  const names = Object.keys(network.nodes);
  const kept = names.slice(0, names.indexOf(last) + 1);
  return {
    ...network,
    nodes: Object.fromEntries(kept.map((name) => [name, network.nodes[name]!])),
    outputs: [last],
  };
}
