/** The part of an encoder that all its heads share. */

import { dropout, flatten, type Graph, type Layer } from '@diopter/core-tensor/graph';
import { chain } from '../layers/index.js';
import { hiddenLayers, joined, type Part, vectorInputs } from './multilayer.js';
import { type ImageEncoderOptions, usualImage } from './options.js';

/**
 * Images `image`, and noise `noise` if it has a length, to the last hidden layer. Pixels are flattened and, in `train`
 * mode, dropped if so asked; noise is appended to them.
 */
export function encoderTrunk(
  { imageShape = usualImage, inputDropout = 0, batchNorm = false, ...options }: ImageEncoderOptions,
  noiseLength = 0,
): Part & Pick<Graph, 'inputs'> {
  const hasNoise = noiseLength > 0;
  const layers: Readonly<Record<string, Layer>> = {
    pixels: flatten(),
    ...(inputDropout > 0 && { kept: dropout({ rate: inputDropout }) }),
  };
  const pixels = chain('image', layers);
  const lastPixels = Object.keys(pixels).at(-1)!;
  const input = joined([lastPixels, ...(hasNoise ? ['noise'] : [])], 'withNoise');
  const hidden = hiddenLayers(input.last, 'encoder', options, { isNormalised: batchNorm });
  return {
    inputs: { image: [null, ...imageShape], ...(hasNoise && vectorInputs({ noise: noiseLength })) },
    nodes: { ...pixels, ...input.nodes, ...hidden.nodes },
    last: hidden.last,
  };
}
