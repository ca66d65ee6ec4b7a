/** What holds for squared MMDs with every kernel: zero for equals, right gradients, finite ones, and the same compiled. */

import { jit } from '@diopter/core-tensor/jit';
import { stopGradient } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  type Kernel,
  type MmdEstimator,
  medianLengthscale,
  squaredMmd,
  squaredMmdByLabel,
  squaredMmdToPrior,
  sumOfKernels,
  waeKernel,
  witness,
  witnessToPrior,
} from './index.js';
import { kernelFunctions } from './kernels/index.js';
import { mmdEstimators } from './squared-mmd.js';
import { exactly, exactTensor, gradientError } from './testing/exact.js';
import {
  codes,
  exactCodes,
  exampleKernels,
  fewLabels,
  kernelEntries,
  standardNormal,
  threeGaussians,
} from './testing/example-kernels.js';

const value = (scalar: tf.Tensor) => scalar.dataSync()[0]!;
const estimators = Object.keys(mmdEstimators) as MmdEstimator[];
const oneSampleEstimators = ['biased', 'unbiased'] as const;
const toNumbers = (x: tf.Tensor) => Array.from(x.dataSync());

/** Losses of codes `[5, 2]` that end in a Gaussian. */
const losses = {
  'to a mixture': (x: tf.Tensor, kernel: Kernel, estimator: 'biased' | 'unbiased') =>
    squaredMmdToPrior(x, threeGaussians, { kernel, estimator }),
  'by label': (x: tf.Tensor, kernel: Kernel, estimator: 'biased' | 'unbiased') =>
    squaredMmdByLabel(x, tf.tensor2d([...fewLabels.data], [5, 3]), threeGaussians, {
      kernel,
      estimator,
      unlabelledWeight: 0.5,
    }),
};

describe.each(kernelEntries)('with the %s kernel', (kind, kernelOf) => {
  const hasClosedForm = kernelFunctions[kind].scaleMixture !== undefined;

  it.each(estimators)(
    'the %s estimate has the gradient of its differences, for both samples',
    (estimator) => {
      for (const dimensions of [2, 64]) {
        const kernel = kernelOf(dimensions);
        const [x, y] = [exactCodes(1, [5, dimensions]), exactCodes(2, [5, dimensions], 0.5)];
        const other = (each: typeof x) => tf.tensor2d(Float32Array.from(each.data), [5, dimensions]);
        const [first, second] = [
          gradientError((x) => squaredMmd(x, other(y), { kernel, estimator }), x),
          gradientError((y) => squaredMmd(other(x), y, { kernel, estimator }), y),
        ];
        expect(Math.max(first, second)).toBeLessThan(1e-9);
      }
    },
  );

  it.each(estimators)(
    'the %s estimate is finite for equal codes and far ones, and compiled as eagerly',
    async (estimator) => {
      const gradients = (x: tf.Tensor, y: tf.Tensor) =>
        tf.valueAndGrads((x, y) => squaredMmd(x, y, { kernel: kernelOf(64), estimator }))([x, y]);
      const compiled = jit(gradients);
      const far = tf.mul(codes(3, [6, 64]), 1e4);
      const pairs: [tf.Tensor, tf.Tensor, tolerance: number][] = [
        [tf.zeros([6, 64]), tf.zeros([6, 64]), 1e-6],
        [codes(1, [6, 64]), codes(1, [6, 64]), 2e-3], // distances of 0 between samples are roots of rounding
        [far, tf.neg(far), 2e-6],
        [codes(1, [6, 64]), codes(2, [6, 64], 1), 2e-6],
      ];
      for (const [x, y, tolerance] of pairs) {
        const eager = gradients(x, y);
        const fast = await compiled(x, y);
        const scale = Math.max(1, value(tf.abs(eager.value)));
        expect(Math.abs(fast.value.data[0]! - value(eager.value))).toBeLessThan(tolerance * scale);
        eager.grads.forEach((gradient, i) => {
          const compiledGradient = fast.grads[i]!.data;
          expect([...compiledGradient, ...gradient.dataSync()].every(Number.isFinite)).toBe(true);
        });
      }
      const [x, y] = pairs[3]!;
      const [eager, fast] = [gradients(x, y), await compiled(x, y)];
      const largest = value(tf.max(tf.abs(eager.grads[0]!)));
      eager.grads[0]!.dataSync().forEach((each, i) => {
        expect(Math.abs(fast.grads[0]!.data[i]! - each)).toBeLessThan(1e-5 * largest);
      });
      await compiled.release();
    },
  );

  it('equal samples are at 0, shifted ones are not, and order does not matter', () => {
    const x = codes(1, [40, 3]);
    const kernel = kernelOf(3);
    const biased = (y: tf.Tensor) => value(squaredMmd(x, y, { kernel, estimator: 'biased' }));
    expect(Math.abs(biased(tf.clone(x)))).toBeLessThan(1e-3); // distances of 0 between samples are roots of rounding
    expect(biased(codes(2, [30, 3], 1))).toBeGreaterThan(0.05);
    expect(biased(tf.reverse(x, 0))).toBeLessThan(1e-3);
  });

  it('the biased estimate is the mean of the witness function over x less that over y', () => {
    const [x, y, kernel] = [exactCodes(1, [7, 3]), exactCodes(2, [5, 3], 1), kernelOf(3)];
    const difference = (x: tf.Tensor, y: tf.Tensor) =>
      tf.sub(tf.mean(witness(x, x, y, { kernel })), tf.mean(witness(y, x, y, { kernel })));
    const [expected] = exactly(
      (x: tf.Tensor, y: tf.Tensor) => squaredMmd(x, y, { kernel, estimator: 'biased' }),
      x,
      y,
    );
    expect(exactly(difference, x, y)[0]!.data[0]).toBeCloseTo(expected!.data[0]!, 12);
  });

  it('weighs as often as it is in a sum', () => {
    const [x, y, kernel] = [codes(1, [6, 3]), codes(2, [6, 3], 1), kernelOf(3)];
    for (const estimator of estimators) {
      const [one, three] = [kernel, sumOfKernels([kernel, sumOfKernels([kernel, kernel])])].map((kernel) =>
        value(squaredMmd(x, y, { kernel, estimator })),
      );
      expect(three! / one!).toBeCloseTo(3, 4);
    }
  });

  it('can be an argument of a compiled function, whose numbers then change without compiling', async () => {
    const [x, y] = [codes(1, [6, 3]), codes(2, [6, 3], 1)];
    const compiled = jit((kernel: Kernel, x: tf.Tensor, y: tf.Tensor) => squaredMmd(x, y, { kernel }));
    for (const dimensions of [3, 5]) {
      const kernel = kernelOf(dimensions);
      const { data } = await compiled(kernel as never, x, y);
      expect(data[0]).toBeCloseTo(value(squaredMmd(x, y, { kernel })), 5);
    }
    await compiled.release();
  });

  if (hasClosedForm) {
    describe.each(Object.entries(losses))('%s', (_, loss) => {
      it.each(oneSampleEstimators)('the %s estimate has the gradient of its differences', (estimator) => {
        const error = gradientError((x) => loss(x, kernelOf(2), estimator), exactCodes(1, [5, 2]));
        expect(error).toBeLessThan(1e-9);
      });

      it.each(oneSampleEstimators)(
        'the %s estimate is finite for equal codes and far ones, compiled as eagerly',
        async (estimator) => {
          const gradient = tf.valueAndGrad((x: tf.Tensor) => loss(x, kernelOf(2), estimator));
          const compiled = jit((x: tf.Tensor) => gradient(x));
          for (const x of [tf.zeros([5, 2]), codes(1, [5, 2]), tf.mul(codes(2, [5, 2]), 1e4)]) {
            const [eager, fast] = [gradient(x), await compiled(x)];
            expect(Math.abs(fast.value.data[0]! - value(eager.value))).toBeLessThan(5e-6);
            toNumbers(eager.grad).forEach((each, i) => {
              expect(Math.abs(fast.grad.data[i]! - each)).toBeLessThan(1e-5);
            });
          }
          await compiled.release();
        },
      );
    });

    it('the prior’s own sample is near 0, in 64 dimensions too', () => {
      for (const dimensions of [1, 8, 64]) {
        const kernel = kernelOf(dimensions);
        const prior = standardNormal(dimensions);
        const unbiased = (shift: number) =>
          Math.abs(value(squaredMmdToPrior(codes(5, [300, dimensions], shift), prior, { kernel })));
        expect(unbiased(0)).toBeLessThan(0.01);
        expect(unbiased(1)).toBeGreaterThan(0.05);
      }
    });

    it('a parameter that is a tensor has the effect of the number, and a gradient', () => {
      if (kind === 'sum') return;
      const [parameter] = Object.keys(kernelOf(2)).filter((name) => name !== 'kind');
      const at = (value: number | tf.Tensor) => ({ kind, [parameter!]: value }) as unknown as Kernel;
      const x = codes(1, [8, 2]);
      const number = value(squaredMmdToPrior(x, threeGaussians, { kernel: at(1.5) }));
      expect(value(squaredMmdToPrior(x, threeGaussians, { kernel: at(tf.scalar(1.5)) }))).toBeCloseTo(
        number,
        6,
      );
      const loss = (width: tf.Tensor) =>
        squaredMmdToPrior(tf.tensor2d(toNumbers(x), [8, 2]), threeGaussians, {
          kernel: at(tf.reshape(width, [])),
        });
      expect(gradientError(loss, exactTensor([1.5]))).toBeLessThan(1e-9);
    });
  } else {
    it('has no closed form with Gaussians, and says what to do instead', () => {
      const options = { kernel: kernelOf(2) };
      const x = codes(1, [5, 2]);
      const expected = expect.objectContaining({
        code: 'invalid-argument',
        help: expect.stringContaining('draw a sample of the prior'),
      });
      expect(() => squaredMmdToPrior(x, standardNormal(2), options)).toThrow(expected);
      expect(() => witnessToPrior(x, x, threeGaussians, options)).toThrow(expected);
    });
  }
});

describe('squaredMmdByLabel', () => {
  const kernel = exampleKernels['squared-exponential'](2);
  const x = codes(1, [5, 2]);
  const labels = tf.tensor2d([...fewLabels.data], [5, 3]);

  it('is the sum of the MMDs of the classes that are there, each to its own component', () => {
    const { components } = threeGaussians;
    const own = (begin: number, count: number, component: number) =>
      value(
        squaredMmdToPrior(
          tf.slice(x, begin, count),
          { kind: 'gaussian', ...components[component]! },
          { kernel, estimator: 'biased' },
        ),
      );
    const expected = own(0, 3, 0) + 2 * own(3, 1, 1);
    const actual = squaredMmdByLabel(x, labels, threeGaussians, {
      kernel,
      estimator: 'biased',
      classWeights: [1, 2, 5],
    });
    expect(value(actual)).toBeCloseTo(expected, 6);
  });

  it('gives codes without a label no gradient unless they have a weight', () => {
    const lastRow = (unlabelledWeight: number) => {
      const options = { kernel, estimator: 'biased', unlabelledWeight } as const;
      const gradient = tf.grad((x: tf.Tensor) => squaredMmdByLabel(x, labels, threeGaussians, options))(x);
      return toNumbers(tf.slice(gradient, 4, 1));
    };
    expect(lastRow(0)).toEqual([0, 0]);
    expect(lastRow(1).every((each) => each !== 0)).toBe(true);
  });

  it('is the MMD to the whole prior if no code has a label, and 0 if those do not count', () => {
    const none = tf.zeros([5, 3]);
    const whole = squaredMmdToPrior(x, threeGaussians, { kernel });
    const weighed = squaredMmdByLabel(x, none, threeGaussians, { kernel, unlabelledWeight: 1 });
    expect(value(weighed)).toBeCloseTo(value(whole), 6);
    expect(value(squaredMmdByLabel(x, none, threeGaussians, { kernel }))).toBe(0);
  });
});

describe('the limits of the squared exponential', () => {
  const x = codes(4, [30, 3], 0.7);
  const prior = standardNormal(3);
  const biased = (lengthscale: number) =>
    value(
      squaredMmdToPrior(x, prior, {
        kernel: { kind: 'squared-exponential', lengthscale },
        estimator: 'biased',
      }),
    );

  it('are the squared distance of the means for a wide kernel, over ℓ²', () => {
    const expected = value(tf.sum(tf.square(tf.mean(x, 0))));
    expect((30 ** 2 * biased(30)) / expected).toBeCloseTo(1, 2);
  });

  it('are 1 / n for a narrow one', () => {
    expect(biased(1e-3)).toBeCloseTo(1 / 30, 6);
  });
});

describe('waeKernel', () => {
  it('has the scales of the authors’ code', () => {
    const scalesOf = (kernel: ReturnType<typeof waeKernel>) =>
      kernel.terms.map(({ kernel }) => (kernel.kind === 'inverse-multiquadric' ? kernel.scale : 0));
    expect(scalesOf(waeKernel({ dimensions: 8, standardDeviation: 2 }))).toEqual(
      [0.1, 0.2, 0.5, 1, 2, 5, 10].map((scale) => scale * 64),
    );
    expect(scalesOf(waeKernel({ dimensions: 8, prior: 'sphere', scales: [1] }))).toEqual([2]);
    expect(scalesOf(waeKernel({ dimensions: 8, prior: 'uniform', scales: [1] }))).toEqual([8]);
  });
});

describe('medianLengthscale', () => {
  const x = codes(1, [6, 3]);

  it('lets no gradient through: a loss with it has that of a constant lengthscale', () => {
    const loss = (x: tf.Tensor, lengthscale: tf.Scalar) =>
      squaredMmdToPrior(x, standardNormal(3), { kernel: { kind: 'squared-exponential', lengthscale } });
    const followed = tf.grad((x: tf.Tensor) => loss(x, medianLengthscale(x)))(x);
    const fixed = tf.grad((x: tf.Tensor) =>
      loss(x, stopGradient(tf.scalar(value(medianLengthscale(codes(1, [6, 3])))))),
    )(x);
    const difference = value(tf.max(tf.abs(tf.sub(followed, fixed))));
    expect(difference).toBeLessThan(1e-7);
    expect(value(tf.max(tf.abs(fixed)))).toBeGreaterThan(1e-3);
  });

  it('follows the codes of every call of a compiled function', async () => {
    const compiled = jit((x: tf.Tensor) => medianLengthscale(x));
    for (const scale of [1, 3]) {
      const scaled = tf.mul(x, scale);
      expect((await compiled(scaled)).data[0]).toBeCloseTo(value(medianLengthscale(scaled)), 5);
    }
    await compiled.release();
  });

  it('is 1 where codes are equal, and wants two', () => {
    expect(value(medianLengthscale(tf.zeros([4, 2])))).toBe(1);
    expect(value(medianLengthscale(tf.tensor2d([[0, 0]]), tf.tensor2d([[3, 4]])))).toBeCloseTo(5, 6);
    expect(() => medianLengthscale(tf.zeros([1, 2]))).toThrow('a count of at least 2');
  });
});

describe('what makes no sense is refused', () => {
  const x = codes(1, [4, 2]);
  const kernel = exampleKernels['squared-exponential'](2);
  const gaussian = (covariance: number[][], mean = [0, 0]) =>
    ({ kind: 'gaussian', mean, covariance }) as const;
  const toPrior = (prior: never) => squaredMmdToPrior(x, prior, { kernel });
  const mixture = (weights: number[]) => ({ ...threeGaussians, weights });
  const isotropic = [
    [1, 0],
    [0, 1],
  ];

  it.each([
    [
      'asymmetric covariances',
      gaussian([
        [1, 0.5],
        [0, 1],
      ]),
      'is not symmetric',
    ],
    [
      'indefinite covariances',
      gaussian([
        [1, 2],
        [2, 1],
      ]),
      'not positive definite',
    ],
    [
      'flat covariances',
      gaussian([
        [1, 1],
        [1, 1],
      ]),
      'not positive definite',
    ],
    ['means that are not numbers', gaussian(isotropic, [0, Number.NaN]), 'the mean [0, NaN] is not finite'],
    [
      'covariances that are not numbers',
      gaussian([
        [Number.NaN, 0],
        [0, 1],
      ]),
      'not finite',
    ],
    ['means of other sizes', gaussian(isotropic, [0, 0, 0]), 'a mean of 3 numbers'],
    ['covariances that are not square', gaussian([[1, 0], [0]]), 'covariance of [2,1]'],
    ['no dimensions', gaussian([], []), 'in 0 dimensions'],
    ['weights with another sum', mixture([0.5, 0.5, 0.5]), 'not probabilities'],
    ['negative weights', mixture([1.5, -0.25, -0.25]), 'not probabilities'],
    ['weights without a component', mixture([0.5, 0.5]), '2 weights for 3 components'],
    ['no components', { kind: 'mixture', weights: [], components: [] }, 'not probabilities'],
    ['categories with another sum', { kind: 'categorical', weights: [0.5, 0.4] }, 'not probabilities'],
    ['priors of another length', standardNormal(3), '[4, 2] is not [count, 3]'],
    ['unknown priors', { kind: 'swiss-roll' }, 'one of gaussian, mixture, categorical'],
  ])('%s', (_, prior, message) => {
    expect(() => toPrior(prior as never)).toThrow(message);
    expect(() => toPrior(prior as never)).toThrow(expect.objectContaining({ name: 'DiopterError' }));
  });

  it.each([
    [
      'widths of 0',
      { kind: 'squared-exponential', lengthscale: 0 },
      'lengthscale: 0 is not a finite number above 0',
    ],
    ['negative scales', { kind: 'inverse-multiquadric', scale: -1 }, 'scale: -1'],
    [
      'infinite widths',
      { kind: 'laplacian', lengthscale: Number.POSITIVE_INFINITY },
      'lengthscale: Infinity',
    ],
    ['widths of several numbers', { kind: 'laplacian', lengthscale: tf.ones([3]) }, 'a tensor [3]'],
    ['empty sums', { kind: 'sum', terms: [] }, 'a sum of no kernels'],
    ['wrong terms', sumOfKernels([{ kind: 'laplacian', lengthscale: -2 }]), 'term 0, lengthscale: -2'],
    ['negative weights', { kind: 'sum', terms: [{ weight: -1, kernel }] }, 'weight 0: -1'],
    ['unknown kernels', { kind: 'cosine' }, 'one of squared-exponential, '],
  ])('%s', (_, kernel, message) => {
    const options = { kernel: kernel as Kernel };
    expect(() => squaredMmd(x, x, options)).toThrow(message);
    expect(() => squaredMmdToPrior(x, standardNormal(2), options)).toThrow(message);
  });

  it.each([
    ['one code, unbiased', () => squaredMmd(x, codes(1, [1, 2]), { kernel }), 'argument y: [1, 2]'],
    ['codes of other lengths', () => squaredMmd(x, codes(1, [4, 3]), { kernel }), 'not [count, 2]'],
    ['maps', () => squaredMmd(tf.zeros([4, 2, 2]), x, { kernel }), 'codes are rows'],
    ['points of other lengths', () => witness(codes(1, [4, 3]), x, x, { kernel }), 'argument points'],
    ['labels as numbers', () => squaredMmdByLabel(x, tf.zeros([4]), threeGaussians, { kernel }), 'tf.oneHot'],
    [
      'weights for other classes',
      () => squaredMmdByLabel(x, tf.zeros([4, 3]), threeGaussians, { kernel, classWeights: [1] }),
      'not 3 finite numbers',
    ],
    [
      'a negative weight of codes without labels',
      () => squaredMmdByLabel(x, tf.zeros([4, 3]), threeGaussians, { kernel, unlabelledWeight: -1 }),
      'not 1 finite numbers',
    ],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });
});

describe('the linear estimate to a prior', () => {
  const kernel = waeKernel({ dimensions: 2 });
  const estimate = (x: tf.Tensor, estimator: 'unbiased' | 'linear') =>
    squaredMmdToPrior(x, threeGaussians, { kernel, estimator });

  it('is the mean of the unbiased ones of disjoint pairs; an odd last code does not count', () => {
    const x = codes(4, [7, 2]);
    const pairs = [0, 2, 4].map((from) => value(estimate(tf.slice(x, [from, 0], [2, 2]), 'unbiased')));
    const mean = pairs.reduce((sum, each) => sum + each, 0) / 3;
    expect(value(estimate(x, 'linear'))).toBeCloseTo(mean, 5);
  });

  it('has the gradient of its differences', () => {
    const error = gradientError((x) => estimate(x, 'linear'), exactCodes(1, [6, 2]));
    expect(error).toBeLessThan(1e-9);
  });

  it('wants a pair', () => {
    expect(() => estimate(tf.zeros([1, 2]), 'linear')).toThrow('at least 2');
  });
});
