/** The variational autoencoder: images to distributions of codes, and codes to images. */

import { flatten, type Graph, leakyRelu, node } from '@diopter/core-tensor/graph';
import { encodingLayers } from '../autoencoder/index.js';
import {
  chain,
  confident,
  connected,
  convolution,
  leakyGain,
  linearGain,
  usualSlope,
} from '../layers/index.js';
import { type FeatureShape, pictureLayers } from '../picture-generator/index.js';

/** Options of {@link variationalAutoencoder}. */
export interface VariationalAutoencoderOptions {
  /** Height and width of the images, a multiple of 16. */
  readonly imageSize?: number;
  /** 3 for colour, 1 for grey. */
  readonly inputChannels?: number;
  /** Length of the code, a vector. */
  readonly codeLength?: number;
  /** Makes the code a map of so many channels and an eighth of the image's height and width instead. */
  readonly codeChannels?: number | undefined;
  /** What leaky ReLUs multiply negative numbers with. */
  readonly slope?: number;
}

/** What {@link variationalAutoencoder} returns. */
export interface VariationalAutoencoder {
  /** Images `[batch, height, width, channels]` in [0, 1] to the outputs `mean` and `logVariance`, `[batch, ...codeShape]`. */
  readonly encoder: Graph;
  /** Its input `code` to `output`, images in [0, 1] (linear, not clipped). */
  readonly decoder: Graph;
  /** Shape of a code without the batch: what to draw from N(0, I) for a sample. */
  readonly codeShape: FeatureShape;
}

/**
 * A convolutional variational autoencoder (Kingma and Welling 2014, arXiv 1312.6114) for small pictures, in two graphs whose nodes have
 * different names; {@link sampleCode} goes between them. DeePSiM trains one, but its layers and the size of its code are not
 * recoverable, so they are ours: the encoder of {@link autoencoder}, one more convolution of stride 2 for a code that is a vector, and two
 * linear heads; the decoder of {@link compactInversionGenerator}. At the start the mean has variances near 1 and the log
 * variance is near -4: codes that are drawn far from the mean teach the decoder to ignore them.
 *
 * @example
 * const { encoder, decoder, codeShape } = variationalAutoencoder({ codeLength: 128 });
 * const { mean, logVariance } = apply(encoder, encoding, images).outputs;
 * const restored = apply(decoder, decoding, sampleCode({ mean, logVariance }, key)).y;
 * const sample = apply(decoder, decoding, normal(key, [16, ...codeShape])).y;
 */
export function variationalAutoencoder({
  imageSize = 64,
  inputChannels = 3,
  codeLength = 128,
  codeChannels,
  slope = usualSlope,
}: VariationalAutoencoderOptions = {}): VariationalAutoencoder {
  const head = codeChannels === undefined ? vectorHead(codeLength, slope) : mapHead(codeChannels);
  const codeShape: FeatureShape =
    codeChannels === undefined ? [codeLength] : [imageSize / 8, imageSize / 8, codeChannels];
  const picture = pictureLayers({ from: codeShape, size: imageSize, channels: inputChannels, slope });
  return {
    encoder: {
      inputs: { input: [null, imageSize, imageSize, inputChannels] },
      nodes: { ...chain('input', encodingLayers({ slope })), ...head },
      outputs: ['mean', 'logVariance'],
    },
    decoder: {
      inputs: { code: [null, ...codeShape] },
      nodes: chain('code', picture),
      outputs: ['output'],
    },
    codeShape,
  };
}

function vectorHead(length: number, slope: number): Graph['nodes'] {
  return {
    ...chain('active5', {
      conv6: convolution(128, 3, { strides: 2, gain: leakyGain(slope) }),
      active6: leakyRelu({ slope }),
      flattened: flatten(),
    }),
    mean: node(connected(length, { gain: linearGain }), 'flattened'),
    logVariance: node(connected(length, confident), 'flattened'),
  };
}

function mapHead(channels: number): Graph['nodes'] {
  return {
    mean: node(convolution(channels, 3, { gain: linearGain }), 'active5'),
    logVariance: node(convolution(channels, 3, confident), 'active5'),
  };
}
