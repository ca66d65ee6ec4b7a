/** The permutation test: whether two samples come from one distribution. */

import { type Key, permutationValues, splitKey } from '@diopter/core-tensor/random';
import { assertCount } from '../../checks/index.js';
import type { Kernel } from '../kernels/index.js';
import { checkSamples } from '../squared-mmd.js';
import { type Codes, type HostMatrix, offDiagonalRowSums, pooledKernelMatrix } from './host-matrix.js';
import { rankPValue } from './p-value.js';

/** What a test by rank says. */
export interface RankTest {
  /** The squared MMD of the samples, unbiased. */
  readonly statistic: number;
  /** How likely one as large is under the null hypothesis: from `1 / (1 + count)` to 1. */
  readonly pValue: number;
  /** The statistics under the null hypothesis that it was ranked among. */
  readonly nullStatistics: Float64Array;
}

/** Options of {@link permutationTest}. */
export interface PermutationTestOptions {
  readonly kernel: Kernel;
  /** How many permutations: with 999 the least p-value is 0.001. */
  readonly permutations?: number;
  readonly key: Key;
}

/**
 * Tests whether two samples come from one distribution (Gretton et al. 2012): the unbiased squared MMD is ranked among those of random
 * divisions of the pooled sample, `p = (1 + #{null >= statistic}) / (1 + permutations)`. Exact at every level, for any kernel that does not
 * itself depend on which code is in which sample. The kernel matrix is made once, compiled; a permutation costs `n²` additions.
 *
 * @param x codes, `[n, dimensions]`, at least two.
 * @param y codes, `[m, dimensions]`, at least two.
 * @throws DiopterError as `squaredMmd` does; `invalid-argument` for a number of permutations that is not whole and above 0.
 *
 * @example
 * const { pValue } = await permutationTest(codes, samples, { kernel, key: randomKey(1) });
 */
export async function permutationTest(
  x: Codes,
  y: Codes,
  { kernel, permutations = 999, key }: PermutationTestOptions,
): Promise<RankTest> {
  checkSamples(x, y, kernel, 'permutationTest', 2);
  assertCount(permutations, 'permutationTest, option permutations');
  const statisticOf = unbiasedByRows(await pooledKernelMatrix(x, y, kernel), x.shape[0]!);
  const total = x.shape[0]! + y.shape[0]!;
  const statistic = statisticOf(Int32Array.from({ length: total }, (_, i) => i));
  const nullStatistics = Float64Array.from(splitKey(key, permutations), (each) =>
    statisticOf(permutationValues(each, total).data),
  );
  // Divisions into the same two sets count as ties, however their sums were rounded.
  const rounding = 1e-12 * Math.max(1, Math.abs(statistic));
  return { statistic, pValue: rankPValue(statistic, nullStatistics, rounding), nullStatistics };
}

/** The unbiased squared MMD of the first `n` rows of an order of the pooled sample to the others. */
function unbiasedByRows(matrix: HostMatrix, n: number): (order: Int32Array) => number {
  const { size, data } = matrix;
  const m = size - n;
  const rowSums = offDiagonalRowSums(matrix);
  const total = rowSums.reduce((sum, each) => sum + each, 0);
  return (order) => {
    const rows = order.slice(0, n).sort();
    let within = 0;
    let fromRows = 0;
    for (const i of rows) {
      fromRows += rowSums[i]!;
      for (const j of rows) if (j !== i) within += data[i * size + j]!;
    }
    const between = fromRows - within;
    const withinOthers = total - 2 * between - within;
    return within / (n * (n - 1)) + withinOthers / (m * (m - 1)) - (2 * between) / (n * m);
  };
}
