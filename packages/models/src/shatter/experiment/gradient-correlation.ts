/** The correlation of input gradients against depth. */

import * as tf from '@tensorflow/tfjs';
import { checkCount } from '../checks/index.js';
import { pairProducts } from '../measures/index.js';
import { hiddenLayers } from './hidden-layers.js';
import { onVectors } from './on-vectors.js';
import type { VectorExperimentOptions } from './options.js';
import { deviationOf, meanOf } from './spread.js';

/** Options of {@link correlationByDepth}. */
export interface CorrelationByDepthOptions extends VectorExperimentOptions {
  /** Depths to read the network out at. */
  readonly depths: readonly number[];
}

/** Gradients at one depth. */
export interface DepthCorrelation {
  readonly depth: number;
  /** `E <g_i, g_j> / E |g_i|²` over pairs of inputs and networks. */
  readonly correlation: number;
  /** Standard deviation over networks, each averaged over its pairs. */
  readonly deviation: number;
  /** `E |g_i|²`, over networks and inputs. */
  readonly energy: number;
}

/**
 * How fast the gradients at two inputs stop correlating as networks get deeper (Balduzzi et al., arXiv 1702.08591, section 3;
 * {@link theoryCurves}). Gradients are those of a random read-out with respect to the input, at the start; statistics of
 * centring and batch norm, over the batch, are constants for them. All networks and depths are one compiled program.
 *
 * @throws DiopterError `invalid-argument` for a network that is not in the table and for numbers out of range.
 *
 * @example
 * const [row] = await correlationByDepth({ normalisation: 'centred', depths: [4], width: 400, key: randomKey(1) });
 * row.correlation; // near 1 / 2⁴
 */
export async function correlationByDepth({
  network = 'feedforward',
  normalisation = 'none',
  beta = 1,
  depths,
  width = 300,
  batch = 64,
  seeds = 10,
  key,
}: CorrelationByDepthOptions): Promise<readonly DepthCorrelation[]> {
  checkCount(depths.length, 'the number of depths', 'correlationByDepth');
  for (const depth of depths) checkCount(depth, 'depth', 'correlationByDepth');
  const results = await onVectors(
    { network, normalisation, beta, depth: Math.max(...depths), width, batch, seeds, key },
    ({ inputs, weights, specification }) =>
      depths.map((depth) => {
        const readOut = (value: tf.Tensor) => {
          const { last } = hiddenLayers({ value }, weights, specification)[depth - 1]!;
          return tf.sum(tf.matMul(last.value, weights.readOut));
        };
        const gradients = tf.grad(readOut)(inputs);
        return {
          energies: tf.div(tf.sum(tf.square(gradients), [1, 2]), batch),
          products: tf.sum(pairProducts(gradients, 1), 1),
        };
      }),
    'correlationByDepth',
  );
  return results.map((result, place) => {
    const [energies, products] = [Array.from(result.energies.data), Array.from(result.products.data)];
    return {
      depth: depths[place]!,
      correlation: meanOf(products) / meanOf(energies),
      deviation: deviationOf(products.map((product, seed) => product / energies[seed]!)),
      energy: meanOf(energies),
    };
  });
}
