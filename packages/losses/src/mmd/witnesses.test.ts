/** Every kernel's MMDs and expectations are those of NumPy and SciPy (fixtures/make.py): in double precision, eagerly and compiled. */

import { jit } from '@diopter/core-tensor/jit';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  type Kernel,
  type KernelKind,
  type MmdEstimator,
  medianLengthscale,
  squaredMmd,
  squaredMmdByLabel,
  squaredMmdToPrior,
  witness,
  witnessToPrior,
} from './index.js';
import { kernelFunctions } from './kernels/index.js';
import { mmdEstimators } from './squared-mmd.js';
import { type ExactTensor, exactly, exactTensor } from './testing/exact.js';
import { exactParts, labelsOf, priorOfParts, sampleOf, witnesses } from './testing/witnesses.js';

const kinds = Object.keys(kernelFunctions) as KernelKind[];
const single = ({ data, shape }: ExactTensor) => tf.tensor(Float32Array.from(data), [...shape]);

/** Errors relative to the size of what was added up. */
function expectClose(
  actual: ArrayLike<number>,
  expected: readonly number[],
  scale: number,
  tolerance: number,
) {
  expect(actual.length).toBe(expected.length);
  expected.forEach((each, i) => {
    expect(Math.abs(actual[i]! - each)).toBeLessThan(tolerance * scale);
  });
}

/** Eagerly and compiled, in single precision. */
async function expectSingle(
  fn: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor,
  [x, y]: readonly [ExactTensor, ExactTensor],
  expected: readonly number[],
  scale: number,
) {
  expectClose(fn(single(x), single(y)).dataSync(), expected, scale, 1e-6);
  const compiled = jit(fn);
  expectClose((await compiled(single(x), single(y))).data, expected, scale, 1e-6);
  await compiled.release();
}

describe.each(kinds)('the %s kernel', (kind) => {
  const twoSamples = (witnesses.twoSamples[kind] ?? []).map((each) => [each.sample, each] as const);
  const toPrior = (witnesses.toPrior[kind] ?? []).map((each) => [each.prior, each] as const);

  it('has witnesses, also under Gaussians if it is a mixture of squared exponentials', () => {
    expect(twoSamples.length).toBeGreaterThan(3);
    expect(toPrior.length).toBeGreaterThan(kernelFunctions[kind].scaleMixture === undefined ? 0 : 3);
  });

  describe.each(twoSamples)('with the samples "%s"', (_, witnessed) => {
    const { x, y } = sampleOf(witnessed);
    const { kernel, scale } = witnessed;

    it.each(Object.keys(mmdEstimators) as MmdEstimator[])('has the right %s estimate', async (estimator) => {
      const expected = witnessed[estimator];
      if (expected === undefined) {
        expect(() => squaredMmd(single(x), single(y), { kernel, estimator })).toThrow('give as many of each');
        return;
      }
      const mmd = (x: tf.Tensor, y: tf.Tensor, kernel: Kernel) => squaredMmd(x, y, { kernel, estimator });
      expectClose(exactly(mmd, x, y, kernel)[0]!.data, [expected], scale, 1e-12);
      await expectSingle((x, y) => mmd(x, y, kernel), [x, y], [expected], scale);
    });

    it('has the right witness function', async () => {
      const values = (x: tf.Tensor, y: tf.Tensor, kernel: Kernel) =>
        witness(tf.add(tf.concat([x, y], 0), 0.25), x, y, { kernel });
      expectClose(exactly(values, x, y, kernel)[0]!.data, witnessed.witness, scale, 1e-12);
      await expectSingle((x, y) => values(x, y, kernel), [x, y], witnessed.witness, scale);
    });
  });

  describe.each(toPrior)('with the prior "%s"', (name, witnessed) => {
    const prior = witnesses.priors[name]!;
    const { x, y } = sampleOf(witnessed);
    const { kernel, scale } = witnessed;
    const parts = exactParts(prior, kernel);

    it.each(['biased', 'unbiased'] as const)('has the right %s estimate', async (estimator) => {
      const expected = [witnessed[estimator]];
      const exact = (x: tf.Tensor, kernel: Kernel, parts: unknown) =>
        squaredMmdToPrior(x, priorOfParts(prior, parts), { kernel, estimator });
      expectClose(exactly(exact, x, kernel, parts)[0]!.data, expected, scale, 1e-12);
      await expectSingle((x) => squaredMmdToPrior(x, prior, { kernel, estimator }), [x, y], expected, scale);
    });

    it('has the right witness function', async () => {
      const exact = (x: tf.Tensor, kernel: Kernel, parts: unknown) =>
        witnessToPrior(x, x, priorOfParts(prior, parts), { kernel });
      expectClose(exactly(exact, x, kernel, parts)[0]!.data, witnessed.witness, scale, 1e-12);
      await expectSingle((x) => witnessToPrior(x, x, prior, { kernel }), [x, y], witnessed.witness, scale);
    });

    it.each(['biased', 'unbiased'] as const)('has the right %s estimate by label', async (estimator) => {
      const { byLabel } = witnessed;
      if (byLabel === undefined) return expect(name).not.toMatch(/mixture|categorical/);
      const { classes, classWeights, unlabelledWeight } = byLabel;
      const labels = exactTensor(labelsOf(classes, classWeights.length));
      const options = { estimator, classWeights, unlabelledWeight };
      const exact = (x: tf.Tensor, labels: tf.Tensor, kernel: Kernel, parts: unknown) =>
        squaredMmdByLabel(x, labels, priorOfParts(prior, parts), { kernel, ...options });
      expectClose(exactly(exact, x, labels, kernel, parts)[0]!.data, [byLabel[estimator]], scale, 1e-12);
      await expectSingle(
        (x, labels) => squaredMmdByLabel(x, labels, prior, { kernel, ...options }),
        [x, labels],
        [byLabel[estimator]],
        4 * scale, // the sum of the weights
      );
    });
  });
});

describe('the median heuristic', () => {
  it.each(witnesses.medians.map((each) => [each.sample, each] as const))(
    'is that of the samples "%s", in both conventions',
    async (_, witnessed) => {
      const { x, y } = sampleOf(witnessed);
      for (const convention of ['distance', 'half-squared'] as const) {
        const expected = [witnessed[convention]];
        const median = (x: tf.Tensor, y: tf.Tensor) => medianLengthscale(x, y, { convention });
        expectClose(exactly(median, x, y)[0]!.data, expected, expected[0]!, 1e-12);
        await expectSingle(median, [x, y], expected, expected[0]!);
      }
    },
  );
});
