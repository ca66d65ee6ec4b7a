/** The functions beside the networks of adversarial autoencoders: codes, labels, and the cost of near cluster heads. */

import { type Graph, init, type Variables } from '@diopter/core-tensor/graph';
import { jit, record } from '@diopter/core-tensor/jit';
import { type Key, normal, randomKey, uniform } from '@diopter/core-tensor/random';
import { checkGradient, evaluate } from '@diopter/core-tensor/reference';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { adversarialAutoencoder, clusterHeadPenalty, encodeImages, oneHotLabels } from './index.js';

const value = (scalar: tf.Tensor) => scalar.dataSync()[0]!;
const largest = (x: tf.Tensor) => value(tf.max(tf.abs(x)));

describe('encodeImages', () => {
  const images = uniform(randomKey(2), [3, 5, 4, 1]);
  const options = { hidden: [12], imageShape: [5, 4, 1] } as const;

  it.each(['deterministic', 'gaussian', 'universal'] as const)(
    'gives codes of a %s posterior, the same compiled',
    async (posterior) => {
      const { encoder } = adversarialAutoencoder({ ...options, posterior });
      const variables = init(encoder, randomKey(1));
      const codeOf = (seed: number) => encodeImages(encoder, variables, images, randomKey(seed)).code;
      const compiled = jit((variables: Variables<Graph, tf.Tensor>, images: tf.Tensor, key: Key) =>
        encodeImages(encoder, variables, images, key),
      );
      const { data } = (await compiled(variables, images, randomKey(7))).code;
      await compiled.release();
      expect(largest(tf.sub(codeOf(7), tf.tensor(data, [3, 2])))).toBeLessThan(1e-5);
      expect(codeOf(7).shape).toEqual([3, 2]);
      expect(largest(tf.sub(codeOf(7), codeOf(7)))).toBe(0);
      const moved = largest(tf.sub(codeOf(7), codeOf(8)));
      if (posterior === 'deterministic') expect(moved).toBe(0);
      else expect(moved).toBeGreaterThan(0.01);
    },
  );

  it('moves statistics and drops pixels in training only', () => {
    const { encoder } = adversarialAutoencoder({ ...options, batchNorm: true, inputDropout: 0.5 });
    const variables = init(encoder, randomKey(1));
    const encoded = (mode: 'train' | 'evaluate', seed: number) =>
      encodeImages(encoder, variables, images, randomKey(seed), { mode });
    const before = variables.statistics.encoderNorm1!.mean!;
    expect(largest(tf.sub(encoded('evaluate', 3).statistics.encoderNorm1!.mean!, before))).toBe(0);
    expect(largest(tf.sub(encoded('train', 3).statistics.encoderNorm1!.mean!, before))).toBeGreaterThan(0);
    expect(largest(tf.sub(encoded('train', 3).code, encoded('train', 4).code))).toBeGreaterThan(0);
    expect(largest(tf.sub(encoded('evaluate', 3).code, encoded('evaluate', 4).code))).toBe(0);
  });
});

describe('oneHotLabels', () => {
  it.each([
    [false, [0, 0, 1, 0, 0, 0, 1, 0, 0]],
    [true, [0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0]],
  ])('with a column for those that are missing: %s, also compiled', async (unlabelled, expected) => {
    const labels = tf.tensor1d([2, -1, 0], 'int32');
    const rowsOf = (labels: tf.Tensor) => oneHotLabels(labels, 3, { unlabelled });
    const rows = rowsOf(labels);
    expect([rows.shape, rows.dtype]).toEqual([[3, unlabelled ? 4 : 3], 'float32']);
    expect([...rows.dataSync()]).toEqual(expected);
    const compiled = jit(rowsOf);
    const { data, dtype } = await compiled(labels);
    await compiled.release();
    expect([dtype, [...data]]).toEqual(['float32', expected]);
  });

  it.each([
    ['dtype-mismatch', tf.tensor1d([1, 2])],
    ['shape-mismatch', tf.zeros([2, 2], 'int32')],
  ])('refuses other tensors: %s', (code, labels) => {
    expect(() => oneHotLabels(labels, 3)).toThrow(expect.objectContaining({ code }));
  });
});

describe('clusterHeadPenalty', () => {
  it('is the missing distance of each pair that is too near, and nothing for the others', () => {
    const heads = tf.tensor2d([
      [0, 0],
      [0, 1],
      [10, 0],
      [10, 1.5],
    ]);
    expect(value(clusterHeadPenalty(heads))).toBeCloseTo(1 + 0.5, 5);
    expect(value(clusterHeadPenalty(heads, { threshold: 1 }))).toBe(0);
  });

  it('has the gradient of its differences, and pushes two heads straight apart', () => {
    const heads = normal(randomKey(3), [7, 3]);
    const penalty = (heads: tf.Tensor) => clusterHeadPenalty(heads, { threshold: 1.7 });
    const inputs = [{ shape: heads.shape, data: Float64Array.from(heads.dataSync()) }];
    const gradients = evaluate(
      record((heads: tf.Tensor) => tf.grad(penalty)(heads), [heads]),
      inputs,
    );
    expect(checkGradient(record(penalty, [heads]), inputs, gradients, randomKey(4)).error).toBeLessThan(1e-7);
    const pair = tf.tensor2d([
      [0, 0],
      [0.6, 0.8],
    ]);
    const gradient = [
      ...tf
        .grad((heads: tf.Tensor) => clusterHeadPenalty(heads))(pair)
        .dataSync(),
    ];
    [0.6, 0.8, -0.6, -0.8].forEach((expected, i) => {
      expect(gradient[i]).toBeCloseTo(expected, 5);
    });
  });

  it('has a finite gradient where heads coincide', () => {
    const gradient = tf.grad((heads: tf.Tensor) => clusterHeadPenalty(heads))(tf.ones([3, 2]));
    expect(largest(gradient)).toBe(0);
  });

  it('is the same compiled', async () => {
    const heads = normal(randomKey(3), [20, 2]);
    const compiled = jit((heads: tf.Tensor) => clusterHeadPenalty(heads));
    const { data } = await compiled(heads);
    await compiled.release();
    expect(data[0]! / value(clusterHeadPenalty(heads))).toBeCloseTo(1, 5);
  });

  it('refuses what has no heads, and thresholds that are none', () => {
    expect(() => clusterHeadPenalty(tf.zeros([3]))).toThrow('is not [classes, codeLength]');
    for (const threshold of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => clusterHeadPenalty(tf.zeros([3, 2]), { threshold })).toThrow('threshold');
    }
  });
});
