/** The bandwidth of a Parzen window, chosen on validation images. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import { parzenDensities } from './parzen-densities.js';
import { meanOf } from './parzen-log-likelihood.js';
import { rowsOf } from './rows.js';

/** Ten steps of equal ratio from 0.1 to 1. */
const usualBandwidths: readonly number[] = Array.from({ length: 10 }, (_, i) => 10 ** (i / 9 - 1));

/** What {@link selectParzenBandwidth} returns. */
export interface SelectedBandwidth {
  /** The one of the highest mean log-likelihood. */
  readonly bandwidth: number;
  /** All of them, with the mean log-likelihood of the points in nats. */
  readonly scores: readonly { readonly bandwidth: number; readonly mean: number }[];
}

/**
 * Tries bandwidths for {@link parzenLogLikelihood} on points that are not the test set. The distances are computed once for all
 * of them. The default grid is that of the script with which Goodfellow et al. (arXiv 1406.2661) measured: ten steps
 * of equal ratio from 0.1 to 1, on up to 1000 validation images. If the best is the first or the last, widen the grid.
 *
 * @param samples Of the model, `[n, ...]`.
 * @param validation `[count, ...]`, of as many numbers each.
 * @throws DiopterError as {@link parzenLogLikelihood} does.
 *
 * @example
 * const { bandwidth } = await selectParzenBandwidth(samples, validationImages, { bandwidths: [0.15, 0.2, 0.25] });
 */
export async function selectParzenBandwidth(
  samples: tf.Tensor | HostTensor,
  validation: tf.Tensor | HostTensor,
  { bandwidths = usualBandwidths }: { readonly bandwidths?: readonly number[] } = {},
): Promise<SelectedBandwidth> {
  const densities = await parzenDensities(
    await rowsOf(samples, 'selectParzenBandwidth, argument samples'),
    await rowsOf(validation, 'selectParzenBandwidth, argument validation'),
    bandwidths,
    'selectParzenBandwidth',
  );
  const scores = bandwidths.map((bandwidth, i) => ({ bandwidth, mean: meanOf(densities[i]!) }));
  const { bandwidth } = scores.reduce((best, score) => (score.mean > best.mean ? score : best));
  return { bandwidth, scores };
}
