/** The adversarial autoencoder that is told the labels. */

import { node } from '@diopter/core-tensor/graph';
import type { AdversarialAutoencoder } from './adversarial-autoencoder.js';
import { latentDecoder } from './decoder.js';
import { encoderTrunk } from './encoder-trunk.js';
import { latentDiscriminator } from './latent-discriminator.js';
import { linearLayer } from './multilayer.js';
import type { LabelAutoencoderOptions } from './options.js';

/**
 * The supervised adversarial autoencoder (Makhzani et al., arXiv 1511.05644, section 4): the decoder is given the label, so that
 * the code keeps what the label leaves open, the style. `encoder`: `image` to `style`, `[batch, styleLength]`; `decoder`:
 * `label`, one-hot `[batch, classes]`, and `style` to `output`; `discriminator`: styles, as its input `code`, to `logit`.
 * A style of 15 numbers for MNIST and 10 for SVHN is recalled from the paper.
 *
 * @example
 * const { encoder, decoder } = supervisedAdversarialAutoencoder();
 * const style = apply(encoder, encoding, images).y;
 * const restored = apply(decoder, decoding, { label: oneHotLabels(labels, 10), style }).y;
 */
export function supervisedAdversarialAutoencoder({
  classes = 10,
  styleLength = 15,
  ...options
}: LabelAutoencoderOptions = {}): AdversarialAutoencoder {
  const { inputs, nodes, last } = encoderTrunk(options);
  return {
    encoder: {
      inputs,
      nodes: { ...nodes, style: node(linearLayer(styleLength, options), last) },
      outputs: ['style'],
    },
    decoder: latentDecoder({ label: classes, style: styleLength }, options),
    discriminator: latentDiscriminator({ ...options, codeLength: styleLength }),
  };
}
