/** How much two inputs share their active units, layer by layer. */

import * as tf from '@tensorflow/tfjs';
import { pairProducts } from '../measures/index.js';
import { hiddenLayers } from './hidden-layers.js';
import { onVectors } from './on-vectors.js';
import type { VectorExperimentOptions } from './options.js';
import { deviationOf, meanOf } from './spread.js';

/** Options of {@link coActivationByLayer}. */
export interface CoActivationOptions extends VectorExperimentOptions {
  /** Rectifier layers, or residual blocks. */
  readonly depth: number;
}

/** The units of one layer. */
export interface LayerActivity {
  /** From 1 on. */
  readonly layer: number;
  /** Share of units that an input makes active. */
  readonly active: number;
  /** Share of units that both of two inputs make active: 1/4 if they do so independently, 1/2 if always together. */
  readonly coActive: number;
  /** Standard deviation of it over networks. */
  readonly deviation: number;
}

/**
 * Activity and co-activation by layer (figure 3 of Balduzzi et al., arXiv 1702.08591, as recalled: 100 networks of 100 units).
 * With batch norm co-activation stays near 1/4, with centring alone for some 25 layers; without either it climbs towards 1/2 as
 * {@link plainCoActivation} says.
 * All networks are one compiled program.
 *
 * @throws DiopterError `invalid-argument` for a network that is not in the table and for numbers out of range.
 */
export async function coActivationByLayer({
  network = 'feedforward',
  normalisation = 'none',
  beta = 1,
  depth,
  width = 100,
  batch = 32,
  seeds = 100,
  key,
}: CoActivationOptions): Promise<readonly LayerActivity[]> {
  const results = await onVectors(
    { network, normalisation, beta, depth, width, batch, seeds, key },
    ({ inputs, weights, specification }) =>
      hiddenLayers({ value: inputs }, weights, specification).map(({ preActivation }) => {
        const mask = tf.step(preActivation.value);
        return { active: tf.mean(mask), coActive: tf.mean(pairProducts(mask, 1), 1) };
      }),
    'coActivationByLayer',
  );
  return results.map(({ active, coActive }, place) => {
    const ofSeeds = Array.from(coActive.data);
    return {
      layer: place + 1,
      active: active.data[0]!,
      coActive: meanOf(ofSeeds),
      deviation: deviationOf(ofSeeds),
    };
  });
}
