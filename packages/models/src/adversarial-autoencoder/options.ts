/** What all networks of the adversarial autoencoder can be asked for. */

import type { FeatureShape } from '../picture-generator/index.js';

/** Options of networks of dense layers. */
export interface MultilayerOptions {
  /** Units of the hidden layers. The paper has two of 1000, for clustering two of 3000. */
  readonly hidden?: readonly number[];
  /** What leaky ReLUs multiply negative numbers with; 0, the paper's ReLU, by default. */
  readonly slope?: number;
  /**
   * Standard deviation of all weights at the start. As recalled from the paper's appendix it is 0.01; by default weights
   * start He-normal instead, our choice: with 0.01 and 1000 units every hidden layer makes its values and the gradients
   * 4.5 times smaller, so that codes start near 0.01 and the first epochs are spent on growing them.
   */
  readonly initialDeviation?: number | undefined;
}

/** Options of encoders of images. */
export interface ImageEncoderOptions extends MultilayerOptions {
  /** Of one image: height, width and channels, or the length of a vector. */
  readonly imageShape?: FeatureShape;
  /** Share of the pixels that are dropped in `train` mode. */
  readonly inputDropout?: number;
  /** Normalise the hidden layers of the encoder over the batch. The encoder then has statistics. */
  readonly batchNorm?: boolean;
}

/** Options of an encoder and its decoder. */
export interface ImageAutoencoderOptions extends ImageEncoderOptions {
  /** How images end: `sigmoid` for pixels in [0, 1], `linear` for standardised ones. */
  readonly output?: 'sigmoid' | 'linear';
}

/** Options of the autoencoders whose representation has a label beside the code. */
export interface LabelAutoencoderOptions extends ImageAutoencoderOptions {
  /** How many classes or clusters. */
  readonly classes?: number;
  /** Length of what a label leaves open. */
  readonly styleLength?: number;
}

/** The images of MNIST. */
export const usualImage: FeatureShape = [28, 28, 1];
