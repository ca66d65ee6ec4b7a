/** LPIPS with SqueezeNet 1.1, where its file and the authors' heads are: it orders their example triple as people do. */

import { existsSync, readFileSync } from 'node:fs';
import { jit } from '@diopter/core-tensor/jit';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { comparatorFeatures, readComparator } from '../comparator/index.js';
import { readPng } from '../testing/read-png.js';
import { lpipsPreprocessing, parseHeads, perceptualDistances } from './index.js';

const models = new URL('../../../../../shared/data/models/', import.meta.url);
const isHere =
  existsSync(new URL('squeezenet1.1.onnx', models)) && existsSync(new URL('lpips-heads', models));
const fixture = JSON.parse(readFileSync(new URL('./fixtures/lpips.json', import.meta.url), 'utf8'));

/** The seven maps that LPIPS compares in SqueezeNet 1.1. */
const taps = [
  '/features/features.1/Relu_output_0',
  ...[4, 7, 9, 10, 11, 12].map((fire) => `/features/features.${fire}/Concat_output_0`),
];

describe('LPIPS with SqueezeNet', () => {
  it.skipIf(!isHere).each(['v0.0', 'v0.1'])(
    '%s says, layer by layer, what ONNX Runtime and NumPy say, and that ex_p1 is nearer (skipped without the files)',
    async (version) => {
      const comparator = readComparator(readFileSync(new URL('squeezenet1.1.onnx', models)), {
        preprocessing: { channels: 'bgr', scale: 255, mean: [104, 117, 123] },
        taps,
      });
      const text = readFileSync(new URL('lpips-heads/heads.json', models), 'utf8');
      const heads = parseHeads(text, { network: `${version}/squeeze`, taps });
      const distances = jit((x: tf.Tensor, target: tf.Tensor) => {
        const [seen, wanted] = [x, target].map((images) => comparatorFeatures(comparator, images));
        return tf.stack(taps.map((tap) => perceptualDistances(seen!, wanted!, { heads })[tap]!));
      });
      const picture = (name: string) => readPng(new URL(`lpips-heads/${name}.png`, models));
      const totals: number[] = [];
      for (const name of ['ex_p0', 'ex_p1']) {
        const layers = await distances(picture(name), picture('ex_ref'));
        layers.data.forEach((distance, i) => {
          expect(Math.abs(distance - fixture[version][name][i])).toBeLessThan(1e-5);
        });
        totals.push([...layers.data].reduce((sum, distance) => sum + distance));
      }
      await distances.release();
      expect(totals[0]).toBeGreaterThan(1.5 * totals[1]!);
    },
  );
});

describe('lpipsPreprocessing', () => {
  it('is the scaling of the authors’ code, from [-1, 1], in one step', () => {
    const { scale, mean, deviation } = lpipsPreprocessing as Record<string, number | number[]>;
    const [shifts, scales] = [
      [-0.03, -0.088, -0.188],
      [0.458, 0.448, 0.45],
    ];
    for (const [channel, shift] of shifts.entries()) {
      for (const pixel of [0, 0.3, 1]) {
        const ours =
          ((scale as number) * pixel - (mean as number[])[channel]!) / (deviation as number[])[channel]!;
        expect(ours).toBeCloseTo((2 * pixel - 1 - shift) / scales[channel]!, 10);
      }
    }
  });
});
