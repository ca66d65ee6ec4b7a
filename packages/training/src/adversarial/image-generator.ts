/** What makes images, as the learner of DeePSiM sees it. */

import type { Key } from '@diopter/core-tensor/random';
import type { Tree } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import type { TensorBatch } from './two-players.js';

/** Images, and what else they cost. */
export type Generated = {
  /** `[batch, height, width, channels]`, about in [0, 1]. */
  readonly images: tf.Tensor;
  /** More terms of the loss, before their weights, such as the divergence of a variational autoencoder. */
  readonly terms?: Readonly<Record<string, tf.Scalar>>;
};

/** An autoencoder, an inversion of features: networks that make images of a batch, with parameters `P`. */
export interface ImageGenerator<P extends Tree<tf.Tensor>> {
  /** Fresh parameters. */
  readonly start: (key: Key) => P;
  /**
   * The images that are made of a batch.
   *
   * @param key for what is random in training. Without it nothing is: no noise, no dropout, means in the place of samples.
   */
  readonly generate: (parameters: P, batch: TensorBatch, key?: Key) => Generated;
}
