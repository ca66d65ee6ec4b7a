/** The decoder of adversarial autoencoders. */

import { type Graph, type Layer, reshape, sigmoid } from '@diopter/core-tensor/graph';
import { chain } from '../layers/index.js';
import { hiddenLayers, joined, linearLayer, vectorInputs } from './multilayer.js';
import { type ImageAutoencoderOptions, usualImage } from './options.js';

/** What is done to the last layer's numbers. */
const outputLayers: Readonly<
  Record<NonNullable<ImageAutoencoderOptions['output']>, Readonly<Record<string, Layer>>>
> = { sigmoid: { bounded: sigmoid() }, linear: {} };

/**
 * Codes to the images `output`.
 *
 * @param lengths Of the inputs, by name; several are concatenated in this order.
 */
export function latentDecoder(
  lengths: Readonly<Record<string, number>>,
  { imageShape = usualImage, output = 'sigmoid', ...options }: ImageAutoencoderOptions,
): Graph {
  const start = joined(Object.keys(lengths), 'representation');
  const { nodes, last } = hiddenLayers(start.last, 'decoder', options);
  const size = imageShape.reduce((product, side) => product * side, 1);
  const ends = {
    decoded: linearLayer(size, options),
    ...outputLayers[output],
    output: reshape({ shape: [null, ...imageShape] }),
  };
  return {
    inputs: vectorInputs(lengths),
    nodes: { ...start.nodes, ...nodes, ...chain(last, ends) },
    outputs: ['output'],
  };
}
