/** The networks of adversarial autoencoders. */
export {
  type AdversarialAutoencoder,
  type AdversarialAutoencoderOptions,
  adversarialAutoencoder,
} from './adversarial-autoencoder.js';
export { clusterHeadPenalty } from './cluster-head-penalty.js';
export {
  type DimensionReductionOptions,
  dimensionReductionAdversarialAutoencoder,
} from './dimension-reduction.js';
export { type EncodedImages, encodeImages } from './encode-images.js';
export type { LabellingAutoencoder } from './label-and-style.js';
export { type LatentDiscriminatorOptions, latentDiscriminator } from './latent-discriminator.js';
export { type OneHotLabelsOptions, oneHotLabels } from './one-hot-labels.js';
export type {
  ImageAutoencoderOptions,
  ImageEncoderOptions,
  LabelAutoencoderOptions,
  MultilayerOptions,
} from './options.js';
export type { PosteriorKind } from './posterior.js';
export { clusteringAdversarialAutoencoder, semiSupervisedAdversarialAutoencoder } from './semi-supervised.js';
export { supervisedAdversarialAutoencoder } from './supervised.js';
