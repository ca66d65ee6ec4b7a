/** The variance of unbiased squared MMDs where there is nothing to find. */

import { assertCount } from '../../checks/index.js';
import { checkKernel, type Kernel, scaleMixtureOf, toNumbers } from '../kernels/index.js';
import { diagonalize, type GaussianPrior } from '../priors/index.js';
import { checkSamples } from '../squared-mmd.js';
import { type Codes, type HostMatrix, offDiagonalRowSums, pooledKernelMatrix } from './host-matrix.js';

/** Options of {@link nullVariance}. */
export interface NullVarianceOptions {
  /** With numbers for parameters. */
  readonly kernel: Kernel;
  /** How many codes, at least two. */
  readonly count: number;
}

/**
 * The variance of `squaredMmdToPrior`'s unbiased estimate for codes that do come from a Gaussian prior: `2 ζ / (n (n - 1))`, with
 * `ζ = E k(y, y')² - 2 E κ(y)² + c₀²`, the mean square of the centred kernel. The estimate against a sample of `n` draws instead has four times
 * that, `8 ζ / n²`. In closed form; for `N(0, s²I)` and the squared exponential kernel `ζ` is
 * `(ℓ²/(ℓ² + 4s²))^(d/2) - 2 (ℓ²/(ℓ² + s²))^d ((ℓ² + s²)/(ℓ² + 3s²))^(d/2) + (ℓ²/(ℓ² + 2s²))^d`.
 *
 * Says how large a batch must be for a difference to be seen. Skewed and heavy-tailed: for p-values rank, as `goodnessOfFitTest` does.
 *
 * @returns in units of the kernel squared.
 * @throws DiopterError as `preparePrior` does; `invalid-argument` for a kernel without a closed form or with tensors for parameters,
 * and for fewer than two codes.
 *
 * @example
 * const deviation = Math.sqrt(nullVariance(prior, { kernel, count: 100 }));
 */
export function nullVariance(prior: GaussianPrior, { kernel, count }: NullVarianceOptions): number {
  const where = 'nullVariance';
  checkKernel(kernel, `${where}, option kernel`);
  assertCount(count, `${where}, option count`, 2);
  const { variances } = diagonalize([1], [prior], where);
  const { nodes, weights } = toNumbers(scaleMixtureOf(kernel, where), where);
  /** `E exp(-s z²)` over the axes, for `z ~ N(0, factor · variances)`. */
  const expectation = (s: number, factor: number) =>
    variances.data.reduce((product, variance) => product / Math.sqrt(1 + 2 * s * factor * variance), 1);
  /** `E κ_s(y) κ_t(y)`. */
  const ofProduct = (s: number, t: number) =>
    variances.data.reduce((product, variance) => {
      const [a, b] = [1 + 2 * s * variance, 1 + 2 * t * variance];
      return product / Math.sqrt(a * b + 2 * variance * (s * b + t * a));
    }, 1);
  const within = nodes.reduce((sum, s, i) => sum + weights[i]! * expectation(s, 2), 0);
  let zeta = within ** 2;
  nodes.forEach((s, i) => {
    nodes.forEach((t, j) => {
      zeta += weights[i]! * weights[j]! * (expectation(s + t, 2) - 2 * ofProduct(s, t));
    });
  });
  return (2 * zeta) / (count * (count - 1));
}

/** Options of {@link estimateNullVariance}. */
export interface EstimateNullVarianceOptions {
  readonly kernel: Kernel;
}

/**
 * The variance of `squaredMmd`'s unbiased estimate if both samples come from one distribution, estimated from the samples:
 * `ζ (2/(n(n - 1)) + 2/(m(m - 1)) + 4/(nm))`. `ζ`, the mean square of the centred kernel, is estimated without bias from the pooled sample, by
 * U-centring (Székely and Rizzo, Annals of Statistics 42, 2014).
 *
 * @param x codes, `[n, dimensions]`, at least two.
 * @param y codes, `[m, dimensions]`, at least two.
 * @returns in units of the kernel squared; may be below 0 for few codes.
 * @throws DiopterError as `squaredMmd` does.
 *
 * @example
 * const z = statistic / Math.sqrt(await estimateNullVariance(codes, samples, { kernel }));
 */
export async function estimateNullVariance(
  x: Codes,
  y: Codes,
  { kernel }: EstimateNullVarianceOptions,
): Promise<number> {
  checkSamples(x, y, kernel, 'estimateNullVariance', 2);
  const [n, m] = [x.shape[0]!, y.shape[0]!];
  const zeta = centredMeanSquare(await pooledKernelMatrix(x, y, kernel));
  return zeta * (2 / (n * (n - 1)) + 2 / (m * (m - 1)) + 4 / (n * m));
}

/** `Σ_{i≠j} K̃_ij² / (N (N - 3))` of the U-centred matrix. */
function centredMeanSquare(matrix: HostMatrix): number {
  const { size, data } = matrix;
  const rowSums = offDiagonalRowSums(matrix);
  const mean = rowSums.reduce((sum, each) => sum + each, 0) / ((size - 1) * (size - 2));
  let squares = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (j === i) continue;
      squares += (data[i * size + j]! - (rowSums[i]! + rowSums[j]!) / (size - 2) + mean) ** 2;
    }
  }
  return squares / (size * (size - 3));
}
