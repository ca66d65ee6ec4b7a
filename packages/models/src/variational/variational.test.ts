/** Shapes, start and sampling of the variational autoencoder. */

import { init, summary } from '@diopter/core-tensor/graph';
import { jit } from '@diopter/core-tensor/jit';
import { normal, randomKey, uniform } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { computed, rootMeanSquare, roundTripErrors } from '../testing/index.js';
import { sampleCode, type VariationalAutoencoderOptions, variationalAutoencoder } from './index.js';

const variants: readonly (readonly [VariationalAutoencoderOptions, readonly number[]])[] = [
  [{}, [128]],
  [{ codeLength: 32, inputChannels: 1 }, [32]],
  [{ codeChannels: 16 }, [8, 8, 16]],
  [{ imageSize: 96, codeChannels: 4 }, [12, 12, 4]],
];

describe('variationalAutoencoder', () => {
  it.each(variants)(
    'with %o has codes of %j and pictures of the size of its images',
    (options, codeShape) => {
      const network = variationalAutoencoder(options);
      const { imageSize = 64, inputChannels = 3 } = options;
      const shapes = Object.fromEntries(
        summary(network.encoder).rows.map(({ name, shape }) => [name, shape]),
      );
      expect(network.codeShape).toEqual(codeShape);
      expect([shapes.mean, shapes.logVariance]).toEqual([
        [1, ...codeShape],
        [1, ...codeShape],
      ]);
      expect(summary(network.decoder).rows.at(-1)!.shape).toEqual([1, imageSize, imageSize, inputChannels]);
    },
  );

  it.each(variants)('with %o names no node twice', (options) => {
    const { encoder, decoder } = variationalAutoencoder(options);
    const shared = Object.keys(encoder.nodes).filter((name) => Object.hasOwn(decoder.nodes, name));
    expect(shared).toEqual([]);
  });

  it('starts with means of size 1 and narrow distributions', async () => {
    const { encoder } = variationalAutoencoder();
    const input = uniform(randomKey(2), [2, 64, 64, 3]);
    const { mean, logVariance } = await computed(encoder, init(encoder, randomKey(1)), { input });
    expect(rootMeanSquare(mean!)).toBeGreaterThan(0.3);
    expect(rootMeanSquare(mean!)).toBeLessThan(3);
    expect(rootMeanSquare(tf.add(logVariance!, 4))).toBeLessThan(0.5);
  });

  it.each(variants.slice(1, 3))('with %o survives ONNX, both halves', async (options, codeShape) => {
    const small = { ...options, imageSize: 32 };
    const { encoder, decoder } = variationalAutoencoder(small);
    const images = uniform(randomKey(2), [2, 32, 32, options.inputChannels ?? 3]);
    const shape = codeShape.length === 1 ? codeShape : [4, 4, codeShape[2]!];
    const codes = normal(randomKey(3), [2, ...shape]);
    const halves = [
      await roundTripErrors(encoder, init(encoder, randomKey(1)), { input: images }),
      await roundTripErrors(decoder, init(decoder, randomKey(1)), { code: codes }),
    ];
    for (const { session, read } of halves) {
      expect(session).toBeLessThan(1e-4);
      expect(read).toBeLessThan(1e-4);
    }
  });
});

describe('sampleCode', () => {
  const mean = tf.tensor2d([[1, -2]]).tile([4000, 1]);
  const logVariance = tf.tensor2d([[0, Math.log(9)]]).tile([4000, 1]);

  it('draws codes of the mean and variance given', () => {
    const code = sampleCode({ mean, logVariance }, randomKey(1));
    const { mean: found, variance } = tf.moments(code, 0);
    expect(tf.max(tf.abs(tf.sub(found, [1, -2]))).dataSync()[0]!).toBeLessThan(0.15);
    expect(tf.max(tf.abs(tf.sub(tf.div(variance, [1, 9]), 1))).dataSync()[0]!).toBeLessThan(0.1);
  });

  it('draws the same compiled', async () => {
    const compiled = jit(sampleCode);
    const code = await compiled({ mean, logVariance }, randomKey(1));
    const expected = sampleCode({ mean, logVariance }, randomKey(1)).dataSync();
    const largest = Math.max(...expected.map((value, i) => Math.abs(value - code.data[i]!)));
    expect(largest).toBeLessThan(1e-5);
    await compiled.release();
  });

  it('passes gradients to both: 1, and half of the noise times the deviation', () => {
    const [toMean, toLogVariance] = tf.grads((mean: tf.Tensor, logVariance: tf.Tensor) =>
      sampleCode({ mean, logVariance }, randomKey(1)),
    )([mean, logVariance]);
    expect(tf.max(tf.abs(tf.sub(toMean!, 1))).dataSync()[0]).toBe(0);
    const half = tf.div(tf.sub(sampleCode({ mean, logVariance }, randomKey(1)), mean), 2);
    expect(tf.max(tf.abs(tf.sub(toLogVariance!, half))).dataSync()[0]!).toBeLessThan(1e-5);
  });
});
