/** The weights of many networks at once. */

import { type Key, normal, splitKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { networks, normalisations } from './networks.js';
import type { NetworkSpecification } from './options.js';

/** One layer of every seed's network. */
export interface LayerWeights {
  /** `[seeds, from, to]`. */
  readonly weights: tf.Tensor;
  /** `[seeds, 1, to]`, where a bias makes a difference. */
  readonly bias?: tf.Tensor | undefined;
}

/** All weights of every seed's network. */
export interface NetworkWeights {
  /** From the inputs to the first hidden layer; a residual network as wide as its inputs has none. */
  readonly entry?: LayerWeights | undefined;
  /** From there on: what follows each activation. */
  readonly blocks: readonly LayerWeights[];
  /** Of the output, `[seeds, units, 1]`. */
  readonly readOut: tf.Tensor;
}

/** Standard normal numbers in the shapes of weights: networks that are compared are made of the same ones. */
export interface WeightNoise {
  readonly entry: Required<LayerWeights>;
  readonly blocks: readonly Required<LayerWeights>[];
  readonly readOut: tf.Tensor;
}

/** How many blocks a network has: one after each activation, but the last of a network without skips is the read-out. */
export function blocksOf({ network, depth }: Pick<NetworkSpecification, 'network' | 'depth'>): number {
  return networks[network].skips ? depth : depth - 1;
}

/** Draws the numbers for `count` blocks. */
export function drawNoise(
  key: Key,
  count: number,
  { width, seeds, inputs }: Pick<NetworkSpecification, 'width' | 'seeds' | 'inputs'>,
): WeightNoise {
  const [readOutKey, entryKey, ...blockKeys] = splitKey(key, 2 + count);
  const layer = (key: Key, from: number) => {
    const [weightsKey, biasKey] = splitKey(key);
    return { weights: normal(weightsKey, [seeds, from, width]), bias: normal(biasKey, [seeds, 1, width]) };
  };
  return {
    entry: layer(entryKey!, inputs),
    blocks: blockKeys.map((key) => layer(key, width)),
    readOut: normal(readOutKey!, [seeds, width, 1]),
  };
}

/**
 * Weights and biases of a network, normal with mean 0 and variance `gain / fan in`: He's for rectifiers. The fan-in of the entry
 * is the number of inputs, for its biases too: over one input its kinks then lie all over the grid.
 */
export function weightsOf(noise: WeightNoise, specification: NetworkSpecification): NetworkWeights {
  const { network, normalisation, width, inputs } = specification;
  const { gain, biased, arranged, skips } = networks[network];
  const hasBias = biased && !normalisations[normalisation].removesBias;
  const scaled = ({ weights, bias }: Required<LayerWeights>, fan: number) => {
    const deviation = Math.sqrt(gain / fan);
    const own = tf.mul(weights, deviation);
    return hasBias ? { weights: own, bias: tf.mul(bias!, deviation) } : { weights: own };
  };
  const readOut = tf.mul(noise.readOut, Math.sqrt(gain / width));
  return {
    entry: skips && inputs === width ? undefined : scaled(noise.entry, inputs),
    blocks: noise.blocks.slice(0, blocksOf(specification)).map((block) => {
      const { weights, ...bias } = scaled(block, width);
      return { weights: arranged(weights), ...bias };
    }),
    readOut: skips ? readOut : arranged(readOut),
  };
}
