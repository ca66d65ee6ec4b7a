/** The adversarial autoencoder: an encoder, a decoder, and a discriminator of codes. */

import type { Graph } from '@diopter/core-tensor/graph';
import { latentDecoder } from './decoder.js';
import { encoderTrunk } from './encoder-trunk.js';
import { latentDiscriminator } from './latent-discriminator.js';
import type { ImageAutoencoderOptions } from './options.js';
import { type PosteriorKind, posteriors } from './posterior.js';

/** Options of {@link adversarialAutoencoder}. */
export interface AdversarialAutoencoderOptions extends ImageAutoencoderOptions {
  /** Length of a code: 2 in the paper's pictures, 8 (MNIST) and 15 (TFD) in its likelihoods. */
  readonly codeLength?: number;
  /**
   * How the encoder makes codes (section 2 of the paper): `deterministic`, the paper's choice, has the output `code`;
   * `gaussian` the outputs `mean` and `logVariance`, between which and the code `sampleCode` stands; `universal` the
   * output `code` and a second input `noise`, `[batch, noiseLength]`, to be drawn from N(0, I), which makes any
   * distribution possible. {@link encodeImages} does the right thing for each.
   */
  readonly posterior?: PosteriorKind;
  /** Length of the noise of the universal posterior. The paper does not say; ours. */
  readonly noiseLength?: number;
  /** Of how many classes the discriminator is told: see {@link latentDiscriminator}. */
  readonly classes?: number | undefined;
}

/** What {@link adversarialAutoencoder} returns. */
export interface AdversarialAutoencoder {
  /** Its input `image`, `[batch, ...imageShape]`, to the outputs that the posterior names. */
  readonly encoder: Graph;
  /** Its input `code`, `[batch, codeLength]`, to `output`, `[batch, ...imageShape]`. */
  readonly decoder: Graph;
  /** Its input `code` (and `label`) to `logit`. */
  readonly discriminator: Graph;
}

/**
 * The adversarial autoencoder (Makhzani et al., arXiv 1511.05644): an autoencoder whose codes a discriminator compares with
 * samples of a prior, so that all codes together come to follow it. Dense layers: `784-1000-1000-code` with ReLUs
 * and a linear code, the same way back, and a discriminator of two hidden layers of 1000. Images are flattened by the encoder
 * and given their shape by the decoder; they are in [0, 1], or anything with a linear output.
 *
 * Widths, the linear code and the outputs (sigmoid for MNIST, linear for TFD) are recalled from the paper's appendix. Ours
 * are the initial weights, the start of the log variance (as in {@link variationalAutoencoder}) and the noise of the
 * universal posterior, which is appended to the pixels. The paper's pictures have codes of length 2, so that is the
 * default.
 *
 * @example
 * const { encoder, decoder, discriminator } = adversarialAutoencoder({ codeLength: 8 });
 * const code = apply(encoder, encoding, images).y;
 * const restored = apply(decoder, decoding, code).y;
 * const real = apply(discriminator, judging, samplePrior(prior, key, 100)).y;
 * const fake = apply(discriminator, judging, code).y;
 */
export function adversarialAutoencoder({
  codeLength = 2,
  posterior = 'deterministic',
  noiseLength = 10,
  classes,
  ...options
}: AdversarialAutoencoderOptions = {}): AdversarialAutoencoder {
  const { takesNoise, head } = posteriors[posterior];
  const trunk = encoderTrunk(options, takesNoise ? noiseLength : 0);
  const { nodes, outputs } = head(trunk.last, codeLength, options);
  return {
    encoder: { inputs: trunk.inputs, nodes: { ...trunk.nodes, ...nodes }, outputs },
    decoder: latentDecoder({ code: codeLength }, options),
    discriminator: latentDiscriminator({ ...options, codeLength, classes }),
  };
}
