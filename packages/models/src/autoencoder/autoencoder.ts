/** The convolutional autoencoder of DeePSiM, whole and in its two parts. */

import { graph, sequential } from '@diopter/core-tensor/graph';
import { chain, usualSlope } from '../layers/index.js';
import { codeLayer, decodingLayers, encodingLayers } from './layers.js';

/** Options of {@link autoencoder} and {@link autoencoderParts}. */
export interface AutoencoderOptions {
  /** 3 for colour, 1 for grey. */
  readonly inputChannels?: number;
  /** Channels of the code, which has an eighth of the image's height and width. */
  readonly codeChannels?: number;
  /** What leaky ReLUs multiply negative numbers with. */
  readonly slope?: number;
}

/**
 * A fully convolutional autoencoder: images of 64x64x3 become a code of 8x8x8 (node `code`) and images again. Any height and
 * width that are multiples of 8 will do.
 *
 * Layers, kernels and strides follow the first version of DeePSiM (Dosovitskiy and Brox, arXiv 1602.02644v1, table as
 * recalled in the literature; not verified): six convolutions, then three up-convolutions that double the size, each
 * followed by a convolution; leaky ReLUs of slope 0.3, linear output. Choices of ours where it is silent: padding that
 * keeps sizes exact, no activation on the code, pixels brought from [0, 1] to [-2, 2] first, filters that start with the
 * gain of the leaky ReLU, outputs that start near mid-grey. Where the recalled table has transposed convolutions of 4x4, pixels are doubled
 * and then convolved with 3x3, against checkerboards. Images are NHWC, in [0, 1].
 *
 * @example
 * const network = autoencoder();
 * const { parameters, statistics } = init(network, randomKey(1));
 * const { y, taps } = apply(network, { parameters, statistics }, images, { taps: ['code'] });
 */
export function autoencoder({
  inputChannels = 3,
  codeChannels = 8,
  slope = usualSlope,
}: AutoencoderOptions = {}) {
  return sequential([null, null, null, inputChannels], {
    ...encodingLayers({ slope }),
    ...codeLayer(codeChannels),
    ...decodingLayers(inputChannels, { slope }),
  });
}

/**
 * The {@link autoencoder} cut at its code: `encoder` from images to `code`, `decoder` from its input `code` to images. The nodes
 * keep their names, so both take the variables of the whole network.
 *
 * @example
 * const { encoder, decoder } = autoencoderParts();
 * const code = apply(encoder, trained, images).y; // [batch, 8, 8, 8]
 * const restored = apply(decoder, trained, code).y;
 */
export function autoencoderParts({
  inputChannels = 3,
  codeChannels = 8,
  slope = usualSlope,
}: AutoencoderOptions = {}) {
  return {
    encoder: sequential([null, null, null, inputChannels], {
      ...encodingLayers({ slope }),
      ...codeLayer(codeChannels),
    }),
    decoder: graph({
      inputs: { code: [null, null, null, codeChannels] },
      nodes: chain('code', decodingLayers(inputChannels, { slope })),
      outputs: ['output'],
    }),
  };
}
