/** What a discriminator says of each image, as one number. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as tf from '@tensorflow/tfjs';

/**
 * The score of a discriminator that ends in two classes, 0 = real and 1 = fake: the logit of real minus that of fake.
 * The softmax of two logits is the logistic function of their difference, so that cross-entropies of this score are
 * exactly those of DeePSiM's two-way softmax.
 *
 * @param logits `[batch, 2]`.
 * @returns `[batch]`, the log-odds of being real: 0 is undecided, large is real.
 * @throws DiopterError `shape-mismatch` for another shape.
 *
 * @example
 * const score = realScore(apply(discriminator, variables, images).y);
 */
export function realScore(logits: tf.Tensor): tf.Tensor1D {
  if (logits.rank !== 2 || logits.shape[1] !== 2) {
    throw new DiopterError('shape-mismatch', {
      what: `[${logits.shape.join(', ')}] is not [batch, 2]`,
      where: 'realScore, argument logits',
    });
  }
  const [real, fake] = tf.unstack(logits, 1) as [tf.Tensor1D, tf.Tensor1D];
  return tf.sub(real, fake);
}

/**
 * One score per image.
 *
 * @throws DiopterError `shape-mismatch` unless they are `[batch]` or `[batch, 1]`: two-way logits would go unnoticed.
 */
export function checkScores(scores: tf.Tensor, where: string): void {
  if (scores.rank === 1 || (scores.rank === 2 && scores.shape[1] === 1)) return;
  throw new DiopterError('shape-mismatch', {
    what: `the scores are [${scores.shape.join(', ')}], not [batch] or [batch, 1]`,
    where,
    help: 'realScore makes one score of two logits',
  });
}
