/** Every loss and metric gives the numbers of PyTorch, torchmetrics, scikit-image, SciPy and NumPy: see fixtures/make.py. */

import { readFileSync } from 'node:fs';
import { jit } from '@diopter/core-tensor/jit';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  adversarialLosses,
  caffeWeights,
  crossEntropies,
  deepsim,
  gaussianDivergence,
  type ImageLoss,
  imageLosses,
  meanPairDistance,
  msSsimLoss,
  msSsimWeights,
  perceptualDistance,
  perceptualDistances,
  perceptualMap,
  perceptualMaps,
  pixelLosses,
  psnr,
  realScore,
  reconstructionError,
  sharpness,
  ssim,
} from './index.js';
import { pattern } from './testing/pattern.js';

const fixture = JSON.parse(readFileSync(new URL('./fixtures/witnesses.json', import.meta.url), 'utf8'));
const value = (scalar: tf.Scalar) => scalar.dataSync()[0]!;
const entries = <T>(record: Record<string, T>) => Object.entries(record);

/** Within 1e-5 of what is expected, absolutely for small numbers and relatively for large ones. */
function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected)));
}

const losses: Record<string, ImageLoss> = {
  ...imageLosses,
  'squared sum': (x, target) => pixelLosses.squared(x, target, { perImage: 'sum' }),
  'absolute sum': (x, target) => pixelLosses.absolute(x, target, { perImage: 'sum' }),
  'charbonnier sum': (x, target) => pixelLosses.charbonnier(x, target, { perImage: 'sum' }),
  'ms-ssim of three scales': (x, target) => msSsimLoss(x, target, { weights: msSsimWeights.slice(0, 3) }),
};

describe('a loss of images agrees with its witness in value and derivative', () => {
  it('and every one has a witness', () => {
    expect(Object.keys(fixture.images).sort()).toEqual(Object.keys(losses).sort());
  });

  it.each(
    entries<{ shape: [number, number, number, number]; value: number; derivative: number }>(fixture.images),
  )('%s', async (name, { shape, value: expected, derivative }) => {
    const [x, target, probe] = (['distorted', 'target', 'probe'] as const).map((each) =>
      pattern(each, shape),
    );
    const withGradient = (x: tf.Tensor, target: tf.Tensor, probe: tf.Tensor) => {
      const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => losses[name]!(x, target))(x);
      return { value, derivative: tf.sum(tf.mul(grad, probe)) };
    };
    const eager = withGradient(x!, target!, probe!);
    expectClose(value(eager.value as tf.Scalar), expected);
    expectClose(value(eager.derivative as tf.Scalar), derivative);

    const compiled = jit(withGradient);
    const result = await compiled(x!, target!, probe!);
    await compiled.release();
    expectClose(result.value.data[0]!, expected);
    expectClose(result.derivative.data[0]!, derivative);
  });
});

const ofRows = (x: tf.Tensor) => tf.reshape(x, [x.shape[0]!, -1]);
const metrics: Record<string, (x: tf.Tensor, target: tf.Tensor) => tf.Scalar> = {
  psnr,
  ssim,
  'mean pair distance': (_, target) => meanPairDistance(target),
  'reconstruction error': (x, target) =>
    reconstructionError(ofRows(x), ofRows(target), { meanDistance: meanPairDistance(target) }),
  'sharpness 0': sharpness,
  'sharpness 1': sharpness,
};

describe('a metric agrees with its witness', () => {
  it.each(entries<{ shape: [number, number, number, number]; value: number }>(fixture.metrics))(
    '%s',
    async (name, { shape, value: expected }) => {
      const [x, target] = (['distorted', 'target'] as const).map((each) => pattern(each, shape));
      expectClose(value(metrics[name]!(x!, target!)), expected);
      const compiled = jit(metrics[name]!);
      expectClose((await compiled(x!, target!)).data[0]!, expected);
      await compiled.release();
    },
  );
});

describe('adversarial losses agree with PyTorch', () => {
  const { scores, games, logits, entropies } = fixture.adversarial;
  const probe = tf.tensor1d(scores.probe);

  it.each(entries(adversarialLosses))('%s', (name, game) => {
    const players = {
      real: (s: tf.Tensor) => game.discriminator(s, tf.zerosLike(s)).real,
      fake: (s: tf.Tensor) => game.discriminator(tf.zerosLike(s), s).fake,
      generator: game.generator,
    };
    for (const [player, loss] of entries(players)) {
      const given = tf.tensor1d(player === 'real' ? scores.real : scores.fake);
      const expected = games[name][player];
      for (const each of [given, given.expandDims(-1)]) {
        const { value: actual, grad } = tf.valueAndGrad(loss)(each);
        expectClose(value(actual as tf.Scalar), expected.value);
        expectClose(value(tf.sum(tf.mul(grad.reshape([-1]), probe))), expected.derivative);
      }
    }
  });

  it('and the cross-entropies of realScore are those of the two-way softmax', () => {
    const score = realScore(tf.tensor2d(logits));
    const { real, fake, fakeAsReal } = crossEntropies(score, score);
    expectClose(value(real), entropies.real);
    expectClose(value(fake), entropies.fake);
    expectClose(value(fakeAsReal), entropies.real);
  });
});

describe('losses of codes and features agree with PyTorch', () => {
  it('gaussianDivergence', () => {
    const { mean, logVariance, value: expected } = fixture.divergence;
    expectClose(value(gaussianDivergence(tf.tensor2d(mean), tf.tensor2d(logVariance))), expected);
  });

  it('perceptualDistance, with heads and without, by layer and by place, in the form of LPIPS’ authors', () => {
    const { shapes, heads, layers, distance, baseline, map } = fixture.perceptual;
    const features = (name: 'distorted' | 'target') =>
      Object.fromEntries(
        entries<[number, number, number, number]>(shapes).map(([tap, shape]) => [tap, pattern(name, shape)]),
      );
    const [seen, wanted] = [features('distorted'), features('target')];
    expectClose(value(perceptualDistance(seen, wanted, { heads })), distance);
    expectClose(value(perceptualDistance(seen, wanted)), baseline);
    for (const [tap, perImage] of entries(perceptualDistances(seen, wanted, { heads }))) {
      perImage.dataSync().forEach((each, i) => {
        expectClose(each, layers[tap][i]);
      });
    }
    const actual = perceptualMap(perceptualMaps(seen, wanted, { heads }), [12, 10]);
    expect(actual.shape).toEqual([2, 12, 10]);
    actual.dataSync().forEach((each, i) => {
      expectClose(each, map[i]);
    });
  });

  it('deepsim with the paper’s weights, as its solver adds the terms up', () => {
    const { shape, featureShape, logits, value: expected } = fixture.deepsim;
    const scaled = (name: 'distorted' | 'target', shape: [number, number, number, number], by: number) =>
      tf.mul(pattern(name, shape), by);
    const loss = deepsim(caffeWeights, { perImage: 'sum', dataRange: 255 });
    const { value: total } = loss({
      images: scaled('distorted', shape, 255),
      targets: scaled('target', shape, 255),
      features: { pool5: scaled('distorted', featureShape, 30) },
      targetFeatures: { pool5: scaled('target', featureShape, 30) },
      fakeScores: realScore(tf.tensor2d(logits)),
    });
    expectClose(value(total), expected);
  });
});
