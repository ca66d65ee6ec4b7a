/** Convolutions and pools of generated geometry: inferred shape, values here, in ONNX Runtime, and after a round trip. */

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { randomKey } from '../../random/index.js';
import {
  apply,
  averagePool,
  conv2d,
  conv2dTranspose,
  fromOnnx,
  init,
  type Layer,
  maxPool,
  sequential,
  summary,
  toOnnx,
} from '../index.js';
import { largestError } from '../testing/largest-error.js';
import { liven, runOnnx } from '../testing/run-onnx.js';

const pair = (min: number, max: number) => fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
const bias = fc.boolean();
const groups = fc.constantFrom(1, 2, 4);
/** Explicit padding stays below the kernel: beyond, a window of a pool may hold no value at all. */
const padding = fc.oneof(
  fc.constantFrom('same' as const, 'valid' as const, 0, 1),
  fc.tuple(pair(0, 1), pair(0, 1)),
);
const kernelSize = pair(2, 4);
const strides = pair(1, 3);

const layers: Record<string, fc.Arbitrary<Layer>> = {
  conv2d: fc
    .record({
      filters: fc.constantFrom(4, 8),
      kernelSize: pair(1, 4),
      strides,
      padding,
      dilations: pair(1, 2),
      groups,
      bias,
    })
    .map(conv2d),
  conv2dTranspose: fc
    .record({
      filters: fc.constantFrom(4, 8),
      kernelSize,
      strides,
      padding,
      dilations: pair(1, 2),
      groups,
      bias,
    })
    .map(conv2dTranspose),
  maxPool: fc.record({ kernelSize, strides, padding, ceilMode: fc.boolean() }).map(maxPool),
  averagePool: fc
    .record({ kernelSize, strides, padding, ceilMode: fc.boolean(), countPadding: fc.boolean() })
    .map(averagePool),
};

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

it.each(Object.entries(layers))('%s', async (_name, layer) => {
  const size = fc.integer({ min: 7, max: 11 });
  await fc.assert(
    fc.asyncProperty(layer, fc.record({ height: size, width: size }), async (layer, { height, width }) => {
      const graph = sequential([null, height, width, 4], { layer });
      const variables = liven(init(graph, randomKey(1)));
      const input = tf.randomNormal([2, height, width, 4], 0, 1, 'float32', 1);
      const { y } = apply(graph, variables, input);
      expect(summary(graph, input.shape).rows[0]?.shape).toEqual(y.shape);
      const model = toOnnx(graph, variables);
      const written = (await runOnnx(model, { input }, 'nchw')).layer!;
      expect(largestError(written, y)).toBeLessThan(1e-5);
      const read = fromOnnx(model);
      expect(largestError(apply(read.graph, read, input).y, y)).toBeLessThan(1e-5);
    }),
    { numRuns: Number(process.env.RUNS ?? 40) },
  );
});
