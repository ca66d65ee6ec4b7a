/** The adversarial autoencoders that find labels: from a few of them, or from none. */

import { latentDecoder } from './decoder.js';
import { type LabellingAutoencoder, labelAndStyle } from './label-and-style.js';
import type { LabelAutoencoderOptions } from './options.js';

/**
 * The semi-supervised adversarial autoencoder (Makhzani et al., arXiv 1511.05644, section 5): the encoder's last hidden layer
 * has two heads, a label and a style; one discriminator makes labels look one-hot (`categorical`), another makes
 * styles look normal, and where a label is known the cross-entropy of `logits` is minimised too. `decoder`: `label` and
 * `style` to `output`. Ten numbers of style, a standard normal prior and, for SVHN, `inputDropout: 0.2` with batch
 * normalisation and 20 numbers are recalled from the paper's appendix, as is noise of deviation 0.3 on the pixels, which
 * is the caller's to add.
 *
 * @example
 * const { encoder, decoder, labelDiscriminator, styleDiscriminator } = semiSupervisedAdversarialAutoencoder();
 * const { label, style, logits } = apply(encoder, encoding, images).outputs;
 * const restored = apply(decoder, decoding, { label, style }).y;
 */
export function semiSupervisedAdversarialAutoencoder({
  classes = 10,
  styleLength = 10,
  ...options
}: LabelAutoencoderOptions = {}): LabellingAutoencoder {
  return {
    ...labelAndStyle({ classes, styleLength, ...options }),
    decoder: latentDecoder({ label: classes, style: styleLength }, options),
  };
}

/**
 * The same without labels (section 6): what was the label is a cluster. Its defaults are those recalled from the paper's
 * appendix for MNIST: 16 clusters (30 are better), five numbers of style, hidden layers of 3000, a fifth of the pixels
 * dropped, batch normalisation in the encoder alone. {@link clusterLabels} and {@link clusterAccuracy} judge it.
 *
 * @example
 * const { encoder } = clusteringAdversarialAutoencoder({ classes: 30 });
 */
export function clusteringAdversarialAutoencoder({
  classes = 16,
  styleLength = 5,
  hidden = [3000, 3000],
  inputDropout = 0.2,
  batchNorm = true,
  ...options
}: LabelAutoencoderOptions = {}): LabellingAutoencoder {
  const settings = { classes, styleLength, hidden, inputDropout, batchNorm };
  return semiSupervisedAdversarialAutoencoder({ ...options, ...settings });
}
