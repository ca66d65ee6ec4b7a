import { randomKey } from '@diopter/core-tensor/random';
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
} from '../index.js';
import { codes, kernelEntries, standardNormal, threeGaussians } from '../testing/example-kernels.js';
import { meanOf, varianceOf } from '../testing/moments.js';
import { sampleOf, witnesses } from '../testing/witnesses.js';
import { normalUpperTail, rankPValue } from './p-value.js';

const kernel: Kernel = { kind: 'squared-exponential', lengthscale: 1 };

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
    expect(Math.abs(meanOf(nullStatistics))).toBeLessThan(4 * Math.sqrt(varianceOf(nullStatistics) / 199));
    expect(await permutationTest(x, y, options)).toEqual({ statistic, pValue, nullStatistics });
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
