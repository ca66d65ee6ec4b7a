/** What the discriminator sees of the features that an image was made of. */

import * as tf from '@tensorflow/tfjs';

/** As many as CaffeNet's pool5 has: the largest that are known to have been shown to it whole. */
const mostFeatures = 9216;

/** A condition of a discriminator. */
export interface Condition {
  /** How many numbers it is, for each image. */
  readonly length: number;
  /** From features `[batch, ...shape]` to `[batch, length]`. */
  of(features: tf.Tensor): tf.Tensor;
}

/**
 * All features of an image in a row, divided by their size. Of maps with more than 9216 numbers the means over all places: its
 * dense layer would be larger than everything else. Both are choices of ours, as the paper is silent on them.
 */
export function condition(shape: readonly number[], size: number): Condition {
  const count = shape.reduce((product, side) => product * side, 1);
  const isWhole = shape.length < 3 || count <= mostFeatures;
  const length = isWhole ? count : shape.at(-1)!;
  return {
    length,
    of: (features) => {
      const kept = isWhole ? features : tf.mean(features, [1, 2]);
      return tf.div(tf.reshape(kept, [-1, length]), size);
    },
  };
}
