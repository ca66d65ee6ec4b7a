/** Batch norms of inserted layers undo what the statistics of the calibration data do: those statistics, and no others. */

import { activation, apply, crelu, prelu, relu } from '@diopter/core-tensor/graph';
import { randomKey } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { measuredDifferences, tolerances } from '../certificate/index.js';
import type { Model } from '../model/index.js';
import { deepen } from './index.js';
import { convolutional, drawnImages, drawnModel, relativeDifference } from './testing/networks.js';

const key = randomKey(3);
const network = convolutional(relu());
const before = drawnModel(network);
const calibrate = drawnImages(network, 16, randomKey(5));
const options = { after: 'active1', normalisation: true, key } as const;

const tensorOf = ({ shape, data }: HostTensor<'float32'>) => tf.tensor(data, [...shape]);

/** What a model makes of the images, in one of both modes. */
function outputOf({ graph, ...variables }: Model, { input }: typeof calibrate, mode: 'train' | 'evaluate') {
  return apply(graph, variables, tensorOf(input!), { mode }).y;
}

const distance = (a: tf.Tensor, b: tf.Tensor) =>
  tf.div(tf.max(tf.abs(tf.sub(a, b))), tf.max(tf.abs(b))).dataSync()[0]!;

describe('an identity with a calibrated batch norm', () => {
  it.each([
    ['relu', relu()],
    ['relu6', activation('relu6')],
    ['crelu', crelu()],
    ['prelu', prelu()],
  ] as const)('keeps the function in evaluate mode on any data, behind %s', async (_, active) => {
    const model = drawnModel(convolutional(active));
    const { certificate } = await deepen(model, { ...options, calibrate, count: 2 });
    const { float32, float64 } = relativeDifference(certificate);
    expect(float64).toBeLessThan(tolerances.float64);
    expect(float32).toBeLessThan(tolerances.float32);
  });

  it('is certified as approximate, for what it does in training', async () => {
    const { certificate } = await deepen(before, { ...options, calibrate });
    expect(certificate.preserved).toBe(false);
    expect(certificate.layers.map(({ layer, proof }) => [layer, proof])).toEqual([
      ['active1_deeper1', 'exact'],
      ['active1_deeper1_norm', 'approximate'],
    ]);
    expect(certificate.layers[1]!.words).toMatch(/exact in evaluate mode; in train mode/);
  });

  it('keeps it in train mode on the calibration data, and not on other batches', async () => {
    const { model } = await deepen(before, { ...options, calibrate });
    const other = drawnImages(network, 8, randomKey(6));
    const change = (images: typeof calibrate) =>
      distance(outputOf(model, images, 'train'), outputOf(before, images, 'evaluate'));
    expect(change(calibrate)).toBeLessThan(tolerances.float32);
    expect(change(other)).toBeGreaterThan(1e-3);
  });

  it('has the mean and the biased variance of the values as statistics', async () => {
    const { model } = await deepen(before, { ...options, calibrate });
    const { graph, ...variables } = before;
    const { active1 } = apply(graph, variables, tensorOf(calibrate.input!), { taps: ['active1'] }).taps;
    const { mean, variance } = tf.moments(active1!, [0, 1, 2]);
    const stored = model.statistics.active1_deeper1_norm!;
    mean.dataSync().forEach((value, i) => {
      expect(stored.mean!.data[i]).toBeCloseTo(value, 5);
    });
    variance.dataSync().forEach((value, i) => {
      expect(stored.variance!.data[i]).toBeCloseTo(value, 5);
    });
  });

  it('needs epsilon under the root: without it the function moves', async () => {
    const { model, certificate } = await deepen(before, { ...options, calibrate });
    const norm = 'active1_deeper1_norm';
    const { variance } = model.statistics[norm]!;
    const gamma = { ...variance!, data: variance!.data.map(Math.sqrt) };
    const parameters = { ...model.parameters, [norm]: { ...model.parameters[norm], gamma } };
    const [moved] = await measuredDifferences(
      { before, after: { ...model, parameters } },
      drawnImages(network, 2),
    );
    expect(moved!.float32 / moved!.largest).toBeGreaterThan(3 * relativeDifference(certificate).float32);
    expect(moved!.float32 / moved!.largest).toBeGreaterThan(1e-6);
  });

  it('takes statistics instead of data, and refuses those of other channels', async () => {
    const statistics = { active1: { mean: [0, 1, 2, 3], variance: [1, 2, 0, 4] } };
    const { certificate } = await deepen(before, { ...options, statistics });
    expect(relativeDifference(certificate).float64).toBeLessThan(tolerances.float64);
    const wrong = { active1: { mean: [0, 1, 2], variance: [1, 2, 0] } };
    await expect(deepen(before, { ...options, statistics: wrong })).rejects.toThrow(/each of 4 channels/);
    await expect(deepen(before, { ...options, statistics: {} })).rejects.toThrow(/each of 4 channels/);
  });

  it('refuses data that have no variance', async () => {
    const model = drawnModel(convolutional(relu(), 1));
    const one = drawnImages(model.graph, 1);
    await expect(deepen(model, { ...options, calibrate: one })).rejects.toThrow(/1 value per channel/);
  });
});

it('a residual branch with a batch norm needs no data, and is exact in training too', async () => {
  const { model, certificate } = await deepen(before, { ...options, kind: 'residual' });
  expect(certificate.preserved).toBe(true);
  const images = drawnImages(network, 4);
  expect(distance(outputOf(model, images, 'train'), outputOf(before, images, 'evaluate'))).toBeLessThan(1e-6);
});
