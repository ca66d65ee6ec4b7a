/** Labels as the networks take them. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as tf from '@tensorflow/tfjs';

/** Options of {@link oneHotLabels}. */
export interface OneHotLabelsOptions {
  /** Adds a last column, for what has no label: what {@link latentDiscriminator} takes. */
  readonly unlabelled?: boolean;
}

/**
 * Class numbers as one-hot rows of float32, eagerly and inside `jit`. A negative number says that there is no label: it
 * gives a row of zeros, or a one in the column `unlabelled`.
 *
 * @param labels int32, `[batch]`, from 0.
 * @param classes How many there are.
 * @returns `[batch, classes]`, or `[batch, classes + 1]`.
 * @throws DiopterError `dtype-mismatch` unless the labels are int32, `shape-mismatch` unless they are a vector.
 *
 * @example
 * const labels = tf.tensor1d([3, -1], 'int32'); // a three, and an image without a label
 * const label = oneHotLabels(labels, 10, { unlabelled: true });
 * const real = samplePrior(gaussianRing(), key, 2, { labels: label });
 */
export function oneHotLabels(
  labels: tf.Tensor,
  classes: number,
  { unlabelled = false }: OneHotLabelsOptions = {},
): tf.Tensor2D {
  const where = 'oneHotLabels, argument labels';
  if (labels.dtype !== 'int32') {
    throw new DiopterError('dtype-mismatch', { what: `labels are int32, not ${labels.dtype}`, where });
  }
  if (labels.rank !== 1) {
    throw new DiopterError('shape-mismatch', { what: `[${labels.shape.join(', ')}] is no vector`, where });
  }
  return tf.tidy(() => {
    const places = tf.where(tf.less(labels, 0), tf.scalar(classes, 'int32'), labels);
    const rows = tf.cast(tf.oneHot(places, classes + 1), 'float32') as tf.Tensor2D;
    return unlabelled ? rows : tf.slice(rows, [0, 0], [-1, classes]);
  });
}
