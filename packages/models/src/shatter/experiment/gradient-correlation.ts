/** The correlation of input gradients against depth, and how much two inputs share their active units. */

import { jit } from '@diopter/core-tensor/jit';
import { type Key, normal, splitKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { checkCount } from '../checks/index.js';
import { pairProducts } from '../measures/index.js';
import { hiddenLayers } from './hidden-layers.js';
import { checkSpecification, type ExperimentOptions } from './options.js';
import { deviationOf, meanOf } from './spread.js';
import { blocksOf, drawNoise, weightsOf } from './weights.js';

/** Options of {@link correlationByDepth}. */
export interface CorrelationByDepthOptions extends ExperimentOptions {
  /** Depths to read the network out at. */
  readonly depths: readonly number[];
  /** Inputs, independent normal vectors as wide as the network: all pairs of them are compared. */
  readonly batch?: number;
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
  const where = 'correlationByDepth';
  checkCount(depths.length, 'the number of depths', where);
  for (const depth of depths)
    checkSpecification({ network, normalisation, beta, depth, width, seeds }, where);
  checkCount(batch, 'batch', where, 2);
  const depth = Math.max(...depths);
  const specification = { network, normalisation, beta, depth, width, seeds, inputs: width };
  const compiled = jit((key: Key) => {
    const [inputKey, weightsKey] = splitKey(key);
    const noise = drawNoise(weightsKey, blocksOf(specification), specification);
    const weights = weightsOf(noise, specification);
    const inputs = normal(inputKey, [seeds, batch, width]);
    return depths.map((depth) => {
      const readOut = (value: tf.Tensor) => {
        const { last } = hiddenLayers({ value }, weights, specification)[depth - 1]!;
        return tf.sum(tf.matMul(last.value, weights.readOut));
      };
      const gradients = tf.grad(readOut)(inputs);
      return {
        energies: tf.div(tf.sum(tf.square(gradients), [1, 2]), batch),
        products: tf.sum(pairProducts(gradients, 1), 1),
      };
    });
  });
  const results = await compiled(key);
  const rows = results.map((result, place) => {
    const [energies, products] = [Array.from(result.energies.data), Array.from(result.products.data)];
    return {
      depth: depths[place]!,
      correlation: meanOf(products) / meanOf(energies),
      deviation: deviationOf(products.map((product, seed) => product / energies[seed]!)),
      energy: meanOf(energies),
    };
  });
  await compiled.release();
  return rows;
}
