/** The squared maximum mean discrepancy of a sample to a prior that need not be sampled. */

import * as tf from '@tensorflow/tfjs';
import { checkCodes } from '../checks/index.js';
import { groupEstimates, type PriorEstimator, priorEstimators } from './groups.js';
import { checkKernel, type Kernel, kernelMatrix } from './kernels/index.js';
import { linearTermsToPrior } from './linear-terms.js';
import { type PreparedPrior, type Prior, type PriorEmbedding, preparePrior } from './priors/index.js';

/** Options of {@link squaredMmdToPrior}. */
export interface SquaredMmdToPriorOptions {
  readonly kernel: Kernel;
  /** `'unbiased'` to train, `'biased'` where a number of at least 0 is needed, `'linear'` for samples too large for a matrix. */
  readonly estimator?: PriorEstimator | 'linear';
}

/** What an estimate is made of. */
interface Compared {
  readonly x: tf.Tensor2D;
  readonly kernel: Kernel;
  /** `κ` of each code, `[n, 1]`. */
  readonly expectations: tf.Tensor2D;
  /** `c₀`. */
  readonly within: tf.Tensor;
}

const fromMatrix =
  (estimator: PriorEstimator) =>
  ({ x, kernel, expectations, within }: Compared): tf.Scalar => {
    const membership = tf.ones([x.shape[0], 1]);
    const groups = {
      matrix: kernelMatrix(kernel, x),
      membership,
      expectations,
      within: tf.reshape(within, [1]),
    };
    return tf.reshape(groupEstimates(groups, estimator), []);
  };

/** The estimators by name, and how many codes each needs. */
const estimators: Readonly<
  Record<
    PriorEstimator | 'linear',
    { readonly atLeast: number; readonly estimate: (compared: Compared) => tf.Scalar }
  >
> = {
  biased: { atLeast: priorEstimators.biased.atLeast, estimate: fromMatrix('biased') },
  unbiased: { atLeast: priorEstimators.unbiased.atLeast, estimate: fromMatrix('unbiased') },
  linear: {
    atLeast: 2,
    estimate: ({ x, kernel, expectations, within }) =>
      tf.mean(linearTermsToPrior(x, expectations, within, kernel)),
  },
};

/**
 * The squared MMD of codes to a prior, `mean k(x, x') - 2 mean κ(x) + c₀`, where `κ(x) = E k(x, y)` and `c₀ = E k(y, y')` over the prior
 * are known and not sampled. Under the prior its variance is a quarter of that with a sample of as many codes; it costs about as much
 * or less.
 *
 * - Gaussians and mixtures with the squared exponential kernel: `κ(x) = ℓ^d |ℓ²I + Σ|^(-1/2) exp(-½ (x - μ)ᵀ (ℓ²I + Σ)⁻¹ (x - μ))` and
 *   `c₀ = ℓ^d |ℓ²I + 2Σ|^(-1/2)`, of a mixture the weighted sums (for `N(0, I)` Rustamov, arXiv 1901.03227).
 * - With inverse multiquadric and Laplacian kernels, which are mixtures of squared exponentials, an integral in one dimension, by 107 and
 *   125 nodes per kernel: right to 1e-12 in double precision (see `kernels/scale-mixture.ts`).
 * - Categorical priors with any kernel, exactly.
 * - Sums of kernels: the sums of theirs.
 *
 * Each code costs one exponential per node, kernel and component of the mixture.
 *
 * `biased` is over all pairs of codes and at least 0; under the prior its mean is `(k(0) - c₀) / n`. It holds pairs apart by too little,
 * `(n - 1) / n`, so that what it trains is a little too narrow. `unbiased` is over pairs of two different codes and may be negative; `linear`
 * over `⌊n/2⌋` disjoint ones, without a matrix, and much noisier.
 * In float32 the error is about 1e-7 of the kernel's largest value: a kernel that is narrow in many dimensions loses everything (64
 * dimensions, `ℓ = 1`: `c₀ = 3⁻³²`). Take an `ℓ²` of the order of the dimensions, or several scales.
 *
 * @param x codes, `[n, dimensions]`; for a categorical prior on the simplex.
 * @param prior as data, or prepared.
 * @returns a scalar, in units of the kernel.
 * @throws DiopterError as `preparePrior` does; `shape-mismatch` for codes of another length or too few; `invalid-argument` for parameters of
 * the kernel that are not above 0, and for a kernel whose expectation is not known (the energy kernel with Gaussians): compare with
 * a sample of the prior then.
 *
 * @example
 * const prior = { kind: 'gaussian', mean: [0, 0], covariance: [[1, 0], [0, 1]] } as const;
 * const loss = squaredMmdToPrior(codes, prior, { kernel: waeKernel({ dimensions: 2 }) });
 */
export function squaredMmdToPrior(
  x: tf.Tensor,
  prior: Prior | PreparedPrior,
  { kernel, estimator = 'unbiased' }: SquaredMmdToPriorOptions,
): tf.Scalar {
  const where = 'squaredMmdToPrior';
  const { atLeast, estimate } = estimators[estimator];
  const embedding = checkedPrior(x, prior, kernel, where, atLeast);
  return estimate({
    x: x as tf.Tensor2D,
    kernel,
    expectations: priorExpectation(x, embedding, kernel, where),
    within: tf.reshape(embedding.within(kernel, where), []),
  });
}

/** `E k(x_i, y)` over the whole prior, `[n, 1]`. */
export function priorExpectation(
  x: tf.Tensor,
  embedding: PriorEmbedding,
  kernel: Kernel,
  where: string,
): tf.Tensor2D {
  const weights = tf.reshape(embedding.weights(), [embedding.components, 1]) as tf.Tensor2D;
  return tf.matMul(embedding.expectations(x, kernel, where), weights);
}

/** The prior prepared, and the codes checked against it. */
export function checkedPrior(
  x: { readonly shape: readonly number[] },
  prior: Prior | PreparedPrior,
  kernel: Kernel,
  where: string,
  atLeast = 1,
): PreparedPrior {
  checkKernel(kernel, `${where}, option kernel`);
  const prepared = preparePrior(prior, `${where}, argument prior`);
  checkCodes(x, `${where}, argument x`, { atLeast, dimensions: prepared.dimensions });
  return prepared;
}
