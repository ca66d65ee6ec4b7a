/** The density of a Parzen window at many points, for several bandwidths at once. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { jit } from '@diopter/core-tensor/jit';
import { logSumExp, pairwiseSquaredDistances } from '@diopter/core-tensor/ops';
import type { HostTensor } from '@diopter/core-tensor/tree';
import * as tf from '@tensorflow/tfjs';
import { logSumExpOf } from '../numbers/index.js';
import { chunksOf, type Rows } from './rows.js';

/** How many points and samples meet at once: two million distances, 8 MB. */
const [pointsAtOnce, samplesAtOnce] = [1000, 2000];

/**
 * `log 1/n Σ_i N(x; s_i, σ² I)` for every point `x` and bandwidth `σ`. Distances come from a compiled product of matrices in
 * single precision; sums over parts of the samples are put together in double precision.
 *
 * @returns By bandwidth, then by point.
 * @throws DiopterError `shape-mismatch` if samples and points differ in length, `invalid-argument` for bandwidths that are
 * not above zero.
 */
export async function parzenDensities(
  samples: Rows,
  points: Rows,
  bandwidths: readonly number[],
  where: string,
): Promise<Float64Array[]> {
  checkRows(samples, points, where);
  checkBandwidths(bandwidths, where);
  const factors = bandwidths.map((bandwidth) => -0.5 / bandwidth ** 2);
  const scales: HostTensor = {
    shape: [factors.length],
    dtype: 'float32',
    data: Float32Array.from(factors),
  };
  const logPeaks = bandwidths.map(
    (bandwidth) =>
      -samples.length * (Math.log(bandwidth) + 0.5 * Math.log(2 * Math.PI)) - Math.log(samples.count),
  );
  const compiled = jit(logKernelSums);
  const densities = bandwidths.map(() => new Float64Array(points.count));
  for (const [place, chunk] of chunksOf(points, pointsAtOnce).entries()) {
    const sums: Float32Array[] = [];
    for (const part of chunksOf(samples, samplesAtOnce)) {
      sums.push((await compiled(chunk, part, scales)).data.slice() as Float32Array);
    }
    const count = chunk.shape[0]!;
    for (const [b, density] of densities.entries()) {
      for (let i = 0; i < count; i++) {
        const ofParts = sums.map((sum) => sum[b * count + i]!);
        density[place * pointsAtOnce + i] = logSumExpOf(ofParts) + logPeaks[b]!;
      }
    }
  }
  await compiled.release();
  return densities;
}

/** `log Σ_i exp(scale ||x - s_i||²)`, `[scales, points]`. */
function logKernelSums(points: tf.Tensor, samples: tf.Tensor, scales: tf.Tensor): tf.Tensor {
  const distances = pairwiseSquaredDistances(points, samples);
  const sums = tf.unstack(scales).map((scale) => logSumExp(tf.mul(distances, scale), 1));
  return tf.stack(sums);
}

function checkRows(samples: Rows, points: Rows, where: string): void {
  if (samples.length === points.length) return;
  throw new DiopterError('shape-mismatch', {
    what: `samples of ${samples.length} numbers for points of ${points.length}`,
    where,
  });
}

function checkBandwidths(bandwidths: readonly number[], where: string): void {
  const accepted = bandwidths.every((bandwidth) => bandwidth > 0 && Number.isFinite(bandwidth));
  if (accepted && bandwidths.length > 0) return;
  throw new DiopterError('invalid-argument', {
    what: `the bandwidths [${bandwidths.join(', ')}] are not above zero and finite`,
    where,
  });
}
