/** Tests keep their level and find differences; variances are those that simulations show. */

import { jit } from '@diopter/core-tensor/jit';
import { foldIn, normalValues, randomKey, splitKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
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
import {
  codes,
  exampleKernels,
  kernelEntries,
  standardNormal,
  threeGaussians,
} from '../testing/example-kernels.js';
import { sampleOf, witnesses } from '../testing/witnesses.js';
import { normalUpperTail, rankPValue } from './p-value.js';

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const meanOf = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
const varianceOf = (values: readonly number[]) => {
  const mean = meanOf(values);
  return meanOf(values.map((each) => (each - mean) ** 2));
};
const kernel: Kernel = { kind: 'squared-exponential', lengthscale: 1 };

/** The largest distance between the distribution of p-values and the uniform one. */
function distanceToUniform(pValues: readonly number[]): number {
  const sorted = [...pValues].sort((a, b) => a - b);
  return Math.max(...sorted.map((p, i) => Math.max(p - i / sorted.length, (i + 1) / sorted.length - p)));
}

describe.each(kernelEntries)('with the %s kernel', (kind, kernelOf) => {
  const cases = (witnesses.twoSamples[kind] ?? []).map((each) => [each.sample, each] as const);

  it.each(cases)(
    'the estimated variance and the linear test of "%s" are those of NumPy',
    async (_, witnessed) => {
      const [x, y] = Object.values(sampleOf(witnessed)).map(({ shape, data }) =>
        tf.tensor2d(Float32Array.from(data), [shape[0]!, shape[1]!]),
      ) as [tf.Tensor2D, tf.Tensor2D];
      const variance = await estimateNullVariance(x, y, witnessed);
      expect(Math.abs(variance - witnessed.nullVariance)).toBeLessThan(1e-5 * witnessed.scale ** 2);
      if (witnessed.linearTest === undefined) return;
      const result = await linearTest(x, y, witnessed);
      for (const name of ['standardError', 'z', 'pValue'] as const) {
        expect(result[name]).toBeCloseTo(witnessed.linearTest[name], 4);
      }
    },
  );

  it('the permutation test sees a shift, and its statistic is the unbiased estimate', async () => {
    const [x, y] = [codes(1, [30, 2]), codes(2, [25, 2], 1)];
    const options = { kernel: kernelOf(2), permutations: 199, key: randomKey(3) };
    const { statistic, pValue, nullStatistics } = await permutationTest(x, y, options);
    expect(statistic).toBeCloseTo(squaredMmd(x, y, options).dataSync()[0]!, 5);
    expect(pValue).toBe(1 / 200);
    expect(Math.abs(meanOf([...nullStatistics]))).toBeLessThan(
      4 * Math.sqrt(varianceOf([...nullStatistics]) / 199),
    );
    expect(await permutationTest(x, y, options)).toEqual({ statistic, pValue, nullStatistics });
  });
});

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

describe('differences are found', () => {
  it.each([
    ['a Gaussian', standardNormal(2), 0.6],
    ['a mixture', threeGaussians, 1],
    ['categories', { kind: 'categorical', weights: [0.25, 0.75] } as const, 0.5],
  ])('by the goodness of fit to %s', async (_, prior, shift) => {
    const x = preparePrior(prior).draw(randomKey(1), 60);
    const shifted = { ...x, data: x.data.map((each) => each + shift) };
    const options = { kernel, draws: 99, key: randomKey(2) };
    expect((await goodnessOfFitTest(x, prior, options)).pValue).toBeGreaterThan(0.05);
    expect((await goodnessOfFitTest(shifted, prior, options)).pValue).toBe(0.01);
  });

  it('by the linear test in large samples', async () => {
    const result = await linearTest(codes(1, [2000, 2]), codes(2, [2000, 2], 0.6), { kernel });
    expect(result.pValue).toBeLessThan(0.01);
    expect(result.z).toBeCloseTo(result.statistic / result.standardError, 10);
  });
});

describe('the variance under the null hypothesis', () => {
  it.each(witnesses.nullVariances)('has the closed form in $dimensions dimensions', (witnessed) => {
    const { dimensions, deviation, lengthscale, count, variance } = witnessed;
    const normal = standardNormal(dimensions);
    const covariance = normal.covariance.map((row) => row.map((each) => each * deviation ** 2));
    const actual = nullVariance(
      { ...normal, covariance },
      { kernel: { kind: 'squared-exponential', lengthscale }, count },
    );
    expect(Math.abs(actual / variance - 1)).toBeLessThan(1e-11);
  });

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

describe('p-values', () => {
  it('count the statistic itself', () => {
    expect(rankPValue(2, [0, 1, 2, 3])).toBe(3 / 5);
    expect(rankPValue(9, [0, 1, 2, 3])).toBe(1 / 5);
    expect(rankPValue(2.5, [2.5 - 1e-13], 1e-12)).toBe(1);
  });

  it.each(witnesses.normalTails)('of the normal number $z are SciPy’s', ({ z, p }) => {
    expect(Math.abs(normalUpperTail(z) / p - 1)).toBeLessThan(1e-12);
  });
});

describe('what makes no sense is refused', () => {
  const x = codes(1, [6, 2]);
  const prior = standardNormal(2);
  const key = randomKey(1);

  it.each([
    [
      'no permutations',
      () => permutationTest(x, x, { kernel, permutations: 0, key }),
      '0 is not a whole number',
    ],
    [
      'half a draw',
      () => goodnessOfFitTest(x, prior, { kernel, draws: 0.5, key }),
      '0.5 is not a whole number',
    ],
    ['one code', () => permutationTest(codes(1, [1, 2]), x, { kernel, key }), 'argument x: [1, 2]'],
    ['three codes', () => linearTest(codes(1, [3, 2]), x, { kernel }), 'at least 4'],
    ['samples that do not pair', () => linearTest(codes(1, [8, 2]), x, { kernel }), 'give as many of each'],
    ['another length', () => goodnessOfFitTest(codes(1, [8, 3]), prior, { kernel, key }), 'not [count, 2]'],
    ['a single code', async () => nullVariance(prior, { kernel, count: 1 }), 'of at least 2'],
    [
      'a kernel of tensors on the host',
      async () => nullVariance(prior, { kernel: { kind: 'laplacian', lengthscale: tf.scalar(1) }, count: 9 }),
      'give its value as a number',
    ],
    [
      'a kernel without closed form',
      async () => nullVariance(prior, { kernel: { kind: 'energy' }, count: 9 }),
      'energy',
    ],
  ])('%s', async (_, call, message) => {
    await expect(call()).rejects.toThrow(message);
  });
});
