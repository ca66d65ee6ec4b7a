/** The two ways to a comparator's features, through a graph and through a session, give the same. */

import { existsSync, readFileSync } from 'node:fs';
import {
  averagePool,
  conv2d,
  dense,
  flatten,
  init,
  relu,
  sequential,
  toOnnx,
} from '@diopter/core-tensor/graph';
import { jit, record } from '@diopter/core-tensor/jit';
import { writeOnnx } from '@diopter/core-tensor/onnx';
import { randomKey, uniformValues } from '@diopter/core-tensor/random';
import { checkGradient, evaluate, toReference } from '@diopter/core-tensor/reference';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { featureLoss } from '../feature/index.js';
import {
  type ComparatorDescription,
  comparatorFeatures,
  comparatorSession,
  parseDescription,
  preprocess,
  readComparator,
  unpreprocess,
} from './index.js';

const network = sequential([null, 16, 16, 3], {
  conv1: conv2d({ filters: 6, kernelSize: 5, strides: 2, padding: 2 }),
  relu1: relu(),
  pool1: averagePool(),
  conv2: conv2d({ filters: 4, kernelSize: 3 }),
  relu2: relu(),
  flat: flatten(),
  scores: dense({ units: 7 }),
});
const bytes = writeOnnx(toOnnx(network, init(network, randomKey(3))));
const images = uniformValues(randomKey(4), [2, 16, 16, 3]) as HostTensor<'float32'>;

/** The largest difference between the two ways, relative to the largest feature. */
async function disagreement(
  file: Uint8Array,
  description: ComparatorDescription,
  pictures: HostTensor<'float32'>,
): Promise<number> {
  const comparator = readComparator(file, description);
  const compiled = jit((x: tf.Tensor) => comparatorFeatures(comparator, x));
  const session = await comparatorSession(comparator);
  const [graph, plain] = [await compiled(pictures), await session.features(pictures)];
  await Promise.all([compiled.release(), session.release()]);
  expect(Object.keys(graph).sort()).toEqual(Object.keys(plain).sort());
  const differences = Object.entries(plain).map(([name, { shape, data }]) => {
    const other = graph[name] as HostTensor<'float32'>;
    expect(other.shape).toEqual(shape);
    const scale = data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    expect(scale).toBeGreaterThan(0);
    return data.reduce((largest, value, i) => Math.max(largest, Math.abs(value - other.data[i]!)), 0) / scale;
  });
  return Math.max(...differences);
}

describe('a comparator', () => {
  it.each<[string, ComparatorDescription]>([
    ['its outputs, without preprocessing', {}],
    ['inner layers', { taps: ['relu1', 'pool1', 'relu2', 'flat'] }],
    [
      'a network of Caffe’s age',
      { preprocessing: { channels: 'bgr', scale: 255, mean: [104, 117, 123] }, taps: ['conv2'] },
    ],
    ['ImageNet’s normalization', { preprocessing: { mean: 0.45, deviation: [0.229, 0.224, 0.225] } }],
  ])('gives the same features as a graph and as a session: %s', async (_name, description) => {
    expect(await disagreement(bytes, description, images)).toBeLessThan(1e-4);
  });

  const squeezenet = new URL('../../../../../shared/data/models/squeezenet1.1.onnx', import.meta.url);
  it.skipIf(!existsSync(squeezenet))(
    'that was trained elsewhere too: SqueezeNet, where its file is',
    async () => {
      const pictures = uniformValues(randomKey(5), [1, 96, 64, 3]) as HostTensor<'float32'>;
      const preprocessing = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] };
      expect(await disagreement(readFileSync(squeezenet), { preprocessing }, pictures)).toBeLessThan(1e-4);
    },
  );

  it('takes grey images for colours that are equal', async () => {
    const grey = uniformValues(randomKey(4), [2, 16, 16, 1]) as HostTensor<'float32'>;
    const data = Float32Array.from({ length: 3 * grey.data.length }, (_, i) => grey.data[Math.floor(i / 3)]!);
    const coloured = { ...grey, shape: [2, 16, 16, 3], data };
    expect(await disagreement(bytes, { taps: ['relu2'] }, grey)).toBeLessThan(1e-4);
    const session = await comparatorSession(readComparator(bytes, { taps: ['relu2'] }));
    expect(await session.features(grey)).toEqual(await session.features(coloured));
    await session.release();
  });

  it('undoes its preprocessing', () => {
    const preprocessing = { channels: 'bgr', scale: 255, mean: [1, 2, 3], deviation: [2, 3, 4] } as const;
    const pixels = [0.1, 0.2, 0.7];
    const there = preprocess(tf.tensor(pixels, [1, 1, 1, 3]), preprocessing);
    const back = unpreprocess(there, preprocessing).dataSync();
    for (const [i, pixel] of pixels.entries()) expect(back[i]).toBeCloseTo(pixel, 6);
  });

  it('preprocesses as its description says', () => {
    const grey = writeOnnx(toOnnx(identity, init(identity, randomKey(1))));
    const preprocessing = { channels: 'bgr', scale: 255, mean: [1, 2, 3], deviation: 2 } as const;
    const comparator = readComparator(grey, { preprocessing });
    const [features] = Object.values(comparatorFeatures(comparator, tf.tensor([0, 0.2, 1], [1, 1, 1, 3])));
    expect([...features!.dataSync()]).toEqual(
      [(255 - 1) / 2, (51 - 2) / 2, (0 - 3) / 2].map((x) => Math.max(x, 0)),
    );
  });

  it('lets the gradient through to the images, as central differences have it', async () => {
    const comparator = readComparator(bytes, { taps: ['pool1', 'scores'] });
    const [x, target] = [5, 6].map((seed) => uniformValues(randomKey(seed), [1, 16, 16, 3]));
    const wanted = tf.tensor(target!.data, [1, 16, 16, 3]);
    const loss = (x: tf.Tensor) =>
      featureLoss(comparatorFeatures(comparator, x), comparatorFeatures(comparator, wanted));
    const inputs = [toReference(x!)];
    const gradients = evaluate(record(tf.grad(loss), [x]), inputs);
    const error = (found: typeof gradients) =>
      checkGradient(record(loss, [x]), inputs, found, randomKey(7)).error;
    expect(error(gradients)).toBeLessThan(1e-6);
    const compiled = jit(tf.grad(loss));
    expect(error([toReference((await compiled(x!)) as HostTensor)])).toBeLessThan(1e-4);
    await compiled.release();
  });

  it('refuses what is no ONNX, and layers that are not there', () => {
    expect(() => readComparator(new TextEncoder().encode('no model'))).toThrow(
      expect.objectContaining({ code: 'invalid-onnx' }),
    );
    expect(() => readComparator(bytes, { taps: ['relu1', 'relu9'] })).toThrow(
      /no layer relu9 .*conv1 \(8x8x6\), relu1 \(8x8x6\).*scores \(7\)/,
    );
  });
});

const identity = sequential([null, null, null, 3], { same: relu() });

describe('parseDescription', () => {
  it('takes what is known, and names what is not', () => {
    const text = '{ "preprocessing": { "channels": "bgr", "mean": [1, 2, 3] }, "taps": ["a"] }';
    expect(parseDescription(text)).toEqual({
      preprocessing: { channels: 'bgr', mean: [1, 2, 3] },
      taps: ['a'],
    });
    expect(() => parseDescription('{', 'c.json')).toThrow('c.json: it is no JSON object');
    expect(() => parseDescription('[]')).toThrow('no JSON object');
    expect(() => parseDescription('{ "levels": [] }')).toThrow('levels is not known');
    expect(() => parseDescription('{ "layers": ["a"] }')).toThrow('layers cannot be ["a"]');
    expect(() => parseDescription('{ "preprocessing": { "channels": "grb" } }')).toThrow(
      'preprocessing.channels cannot be "grb"',
    );
    expect(() => parseDescription('{ "preprocessing": { "toString": 1 } }')).toThrow('toString is not known');
  });
});
