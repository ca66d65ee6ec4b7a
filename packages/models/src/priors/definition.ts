/** What is known of one kind of prior. */

import type { Key } from '@diopter/core-tensor/random';
import type * as tf from '@tensorflow/tfjs';
import type { FactoredGaussian } from './factored-gaussian.js';

/** A mixture of Gaussians, ready to be computed with. */
export interface FactoredMixture {
  readonly weights: readonly number[];
  readonly gaussians: readonly FactoredGaussian[];
}

/** One kind of prior. All functions throw `invalid-argument` for data that do not describe one. */
export interface PriorDefinition<P> {
  /** How many numbers a code has. */
  dimensions(prior: P): number;
  /** The probability of each of the classes that labels name. */
  classWeights(prior: P): readonly number[];
  /** One code for each row of `classes`, which are one-hot: `[count, classes]` to `[count, dimensions]`. */
  sample(prior: P, classes: tf.Tensor2D, key: Key): tf.Tensor2D;
  /** The Gaussians that it is made of; throws if it has no density. */
  mixture(prior: P): FactoredMixture;
}
