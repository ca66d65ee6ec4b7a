/** Convolutions over generated geometries, their second gradients, and what they refuse. */

import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../jit/index.js';
import { normal, normalValues, randomKey, splitKey } from '../../random/index.js';
import { checkGradient, evaluate, toReference } from '../../reference/index.js';
import { relativeError } from '../../reference/testing/fixtures.js';
import { type Conv2dOptions, conv2d, conv2dTranspose, type Padding } from '../index.js';

beforeAll(() => tf.setBackend('cpu'));

type Shape = [number, number, number, number];

const float = (shape: Shape) => ({ shape, dtype: 'float32' as const });
const pair = (from: number, to: number) =>
  fc.tuple(fc.integer({ min: from, max: to }), fc.integer({ min: from, max: to }));
const padding: fc.Arbitrary<Padding> = fc.oneof(
  fc.constantFrom<Padding>('same', 'valid', 0, 1, 2),
  fc.tuple(pair(0, 2), pair(0, 2)),
);

/** Images, filters and options that fit together. */
const convolution = fc
  .record({
    batch: fc.integer({ min: 1, max: 2 }),
    taps: pair(1, 3),
    room: pair(0, 3),
    groups: fc.integer({ min: 1, max: 3 }),
    inPerGroup: fc.integer({ min: 1, max: 2 }),
    outPerGroup: fc.integer({ min: 1, max: 2 }),
    strides: pair(1, 3),
    dilations: pair(1, 3),
    padding,
  })
  .map(({ batch, taps, room, groups, inPerGroup, outPerGroup, ...options }) => {
    const size = taps.map((count, axis) => (count - 1) * options.dilations[axis]! + 1 + room[axis]!);
    return {
      x: [batch, size[0], size[1], groups * inPerGroup] as Shape,
      filter: [...taps, inPerGroup, groups * outPerGroup] as Shape,
      options: { ...options, groups } satisfies Conv2dOptions,
    };
  });

describe('conv2d', () => {
  it('and its gradients are the same eagerly, where filters are stuffed, and recorded, where kernels dilate', () => {
    fc.assert(
      fc.property(convolution, fc.nat(), ({ x, filter, options }, seed) => {
        const [keyX, keyFilter] = splitKey(randomKey(seed));
        const values = [normalValues(keyX!, x), normalValues(keyFilter!, filter)];
        const loss = (x: tf.Tensor, filter: tf.Tensor) => tf.sum(tf.sin(conv2d(x, filter, options)));
        const compute = (x: tf.Tensor, filter: tf.Tensor) => [
          conv2d(x, filter, options),
          ...tf.grads(loss)([x, filter]),
        ];
        const eager = compute(normal(keyX!, x), normal(keyFilter!, filter));
        const recorded = evaluate(record(compute, [float(x), float(filter)]), values.map(toReference));
        recorded.forEach((expected, i) => {
          expect(eager[i]!.shape).toEqual(expected.shape);
          expect(relativeError({ data: eager[i]!.dataSync() }, expected, 0.1)).toBeLessThan(1e-4);
        });
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['dilated', { dilations: 2 }, [1, 5, 6, 2], [2, 3, 2, 2]],
    ['dilated depthwise', { dilations: [2, 1], groups: 2, strides: [1, 2] }, [1, 5, 6, 2], [2, 3, 1, 4]],
  ] as const)('has second gradients when %s', (_, options, x, filter) => {
    const penalty = (x: tf.Tensor, filter: tf.Tensor) => {
      const gradients = tf.grads((x, filter) => tf.sum(tf.sin(conv2d(x, filter, options))))([x, filter]);
      return gradients.map((gradient) => tf.sum(tf.square(gradient))).reduce((a, b) => tf.add(a, b));
    };
    const specs = [float([...x]), float([...filter])];
    const inputs = splitKey(randomKey(7)).map((key, i) => toReference(normalValues(key, specs[i]!.shape)));
    const gradients = evaluate(
      record((...args: tf.Tensor[]) => tf.grads(penalty)(args), specs),
      inputs,
    );
    const check = checkGradient(record(penalty, specs), inputs, gradients, randomKey(3));
    expect(check.error).toBeLessThan(1e-8);
  });

  it.each([
    ['shape-mismatch', [1, 4, 4, 3], [3, 3, 2, 2], {}],
    ['shape-mismatch', [4, 4, 3], [3, 3, 3, 2], {}],
    ['invalid-argument', [1, 4, 4, 3], [3, 3, 1, 4], { groups: 3 }],
    ['invalid-argument', [1, 4, 4, 3], [3, 3, 1, 4], { groups: 0.5 }],
  ] as const)('refuses with %s: images %j, filter %j, %j', (code, x, filter, options) => {
    expect(() => conv2d(tf.zeros([...x]), tf.zeros([...filter]), options)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe('conv2dTranspose', () => {
  it('is the adjoint of conv2d: <conv2d(x), y> = <x, conv2dTranspose(y)>', () => {
    fc.assert(
      fc.property(convolution, fc.nat(), ({ x: shape, filter: filterShape, options }, seed) => {
        fc.pre(options.padding !== 'same'); // there the size of x cannot be told from that of y
        const [keyX, keyFilter, keyY] = splitKey(randomKey(seed), 3);
        const [x, filter] = [normal(keyX!, shape), normal(keyFilter!, filterShape)];
        const forward = conv2d(x, filter, options);
        const y = normal(keyY!, forward.shape);
        const missing = [1, 2].map((axis) => {
          const [before, after] = paddingAlong(options.padding, axis - 1);
          const extent = (filterShape[axis - 1]! - 1) * options.dilations[axis - 1]! + 1;
          return (shape[axis]! + before + after - extent) % options.strides[axis - 1]!;
        });
        const back = conv2dTranspose(y, filter, { ...options, outputPadding: [missing[0]!, missing[1]!] });
        expect(back.shape).toEqual(shape);
        const [left, right] = [tf.sum(tf.mul(forward, y)), tf.sum(tf.mul(x, back))].map((sum) =>
          sum.arraySync(),
        );
        const size = Math.sqrt(y.size) * Math.sqrt(x.size);
        expect(Math.abs((left as number) - (right as number)) / size).toBeLessThan(1e-4);
      }),
    );
  });

  it.each([
    ['shape-mismatch', [3, 3, 2, 3], {}],
    ['invalid-argument', [3, 3, 2, 2], { strides: 2, outputPadding: 2, padding: 1 }],
    ['invalid-argument', [3, 3, 2, 2], { strides: 2, outputPadding: 1, padding: 'same' }],
    ['invalid-argument', [3, 3, 2, 2], { groups: 3 }],
    ['shape-mismatch', [3, 3, 2, 2], { padding: 9 }],
  ] as const)('refuses with %s: filter %j, %j', (code, filter, options) => {
    const x = tf.zeros([1, 4, 4, 2]);
    expect(() => conv2dTranspose(x, tf.zeros([...filter]), options)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

function paddingAlong(padding: Padding, axis: number): readonly [number, number] {
  if (typeof padding === 'string') return [0, 0];
  return typeof padding === 'number' ? [padding, padding] : padding[axis]!;
}
