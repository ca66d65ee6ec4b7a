/** Where there is nothing to find: tests keep their level, and variances are those that simulations show. */

import { jit } from '@diopter/core-tensor/jit';
import { foldIn, normalValues, randomKey, splitKey } from '@diopter/core-tensor/random';
import type * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  estimateNullVariance,
  goodnessOfFitTest,
  type Kernel,
  linearTest,
  nullVariance,
  permutationTest,
  preparePrior,
  squaredMmd,
  squaredMmdToPrior,
  waeKernel,
} from '../index.js';
import { codes, exampleKernels, standardNormal, threeGaussians } from '../testing/example-kernels.js';
import { meanOf, varianceOf } from '../testing/moments.js';

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const kernel: Kernel = { kind: 'squared-exponential', lengthscale: 1 };

/** The largest distance between the distribution of p-values and the uniform one. */
function distanceToUniform(pValues: readonly number[]): number {
  const sorted = [...pValues].sort((a, b) => a - b);
  return Math.max(...sorted.map((p, i) => Math.max(p - i / sorted.length, (i + 1) / sorted.length - p)));
}

describe('under the null hypothesis', () => {
  it('p-values of the permutation test are uniform', async () => {
    const pValues = [];
    for (const seed of range(120)) {
      const key = foldIn(randomKey(10), seed);
      const [xKey, yKey, testKey] = splitKey(key, 3);
      const [x, y] = [normalValues(xKey, [12, 2]), normalValues(yKey, [15, 2])];
      pValues.push((await permutationTest(x, y, { kernel, permutations: 99, key: testKey })).pValue);
    }
    // Kolmogorov's distance is above 1.63 / √120 once in a hundred.
    expect(distanceToUniform(pValues)).toBeLessThan(1.63 / Math.sqrt(120));
  });

  it('p-values of the goodness of fit are uniform, to a mixture too', async () => {
    const prior = preparePrior(threeGaussians);
    const pValues = [];
    for (const seed of range(100)) {
      const [drawKey, testKey] = splitKey(foldIn(randomKey(11), seed));
      const x = prior.draw(drawKey, 15);
      pValues.push((await goodnessOfFitTest(x, prior, { kernel, draws: 39, key: testKey })).pValue);
    }
    expect(distanceToUniform(pValues)).toBeLessThan(1.63 / Math.sqrt(100));
  });

  it('the linear test’s z is about standard normal', async () => {
    const zs = [];
    for (const seed of range(150)) {
      const [xKey, yKey] = splitKey(foldIn(randomKey(12), seed));
      zs.push((await linearTest(normalValues(xKey, [200, 2]), normalValues(yKey, [200, 2]), { kernel })).z);
    }
    expect(Math.abs(meanOf(zs))).toBeLessThan(3 / Math.sqrt(150));
    expect(varianceOf(zs)).toBeGreaterThan(0.7);
    expect(varianceOf(zs)).toBeLessThan(1.4);
  });
});

describe('the variance under the null hypothesis', () => {
  it('is a quarter of that with a sampled prior, the mean of both estimates is 0, and that of the biased one (1 - c₀) / n', async () => {
    const [count, runs] = [50, 3000];
    const prior = preparePrior(standardNormal(2));
    const estimates = jit((x: tf.Tensor, y: tf.Tensor) => ({
      closed: squaredMmdToPrior(x, prior, { kernel }),
      biased: squaredMmdToPrior(x, prior, { kernel, estimator: 'biased' }),
      sampled: squaredMmd(x, y, { kernel }),
    }));
    const values = { closed: [] as number[], biased: [] as number[], sampled: [] as number[] };
    for (const seed of range(runs)) {
      const [xKey, yKey] = splitKey(foldIn(randomKey(13), seed));
      const each = await estimates(normalValues(xKey, [count, 2]), normalValues(yKey, [count, 2]));
      values.closed.push(each.closed.data[0]!);
      values.biased.push(each.biased.data[0]!);
      values.sampled.push(each.sampled.data[0]!);
    }
    await estimates.release();
    for (const unbiased of [values.closed, values.sampled]) {
      expect(Math.abs(meanOf(unbiased))).toBeLessThan(4 * Math.sqrt(varianceOf(unbiased) / runs));
    }
    const constant = 1 / 3; // ℓ² / (ℓ² + 2s²), in two dimensions
    expect(Math.abs(meanOf(values.biased) * count - (1 - constant))).toBeLessThan(0.02);
    const ratio = varianceOf(values.sampled) / varianceOf(values.closed);
    expect(ratio).toBeGreaterThan(3.4);
    expect(ratio).toBeLessThan(4.6);
    const expected = nullVariance(standardNormal(2), { kernel, count });
    expect(Math.abs(varianceOf(values.closed) / expected - 1)).toBeLessThan(0.15);
    const estimated = await estimateNullVariance(codes(1, [400, 2]), codes(2, [400, 2]), { kernel });
    const expectedOfTwo = 4 * nullVariance(standardNormal(2), { kernel, count: 400 });
    expect(Math.abs(estimated / expectedOfTwo - 1)).toBeLessThan(0.1);
  });

  it.each([
    ['laplacian', exampleKernels.laplacian(3)],
    ['wae', waeKernel({ dimensions: 3 })],
  ])('is the simulated one for the %s kernel and a full covariance', async (_, kernel) => {
    const gaussian = {
      kind: 'gaussian',
      mean: [1, 0, -1],
      covariance: [
        [1, 0.5, 0],
        [0.5, 2, 0.25],
        [0, 0.25, 0.5],
      ],
    } as const;
    const prior = preparePrior(gaussian);
    const mmd = jit((x: tf.Tensor) => squaredMmdToPrior(x, prior, { kernel }));
    const values: number[] = [];
    for (const seed of range(1500)) {
      values.push((await mmd(prior.draw(foldIn(randomKey(14), seed), 20))).data[0]!);
    }
    await mmd.release();
    const expected = nullVariance(gaussian, { kernel, count: 20 });
    expect(Math.abs(meanOf(values))).toBeLessThan(4 * Math.sqrt(expected / values.length));
    expect(Math.abs(varianceOf(values) / expected - 1)).toBeLessThan(0.2);
  });
});
