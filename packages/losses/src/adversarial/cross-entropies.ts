/** How surprised a discriminator is: the cross-entropies that the game of the two players is judged by. */

import * as tf from '@tensorflow/tfjs';
import { checkScores } from './scores.js';

/** The cross-entropies of one step, in nats, each the mean over its batch: `ln 2` where the discriminator is undecided. */
export interface CrossEntropies {
  /** `-log D(x)` of real images. */
  readonly real: tf.Scalar;
  /** `-log(1 - D(G(y)))` of fakes. */
  readonly fake: tf.Scalar;
  /** `-log D(G(y))`: of fakes that are said to be real, what the generator minimises. */
  readonly fakeAsReal: tf.Scalar;
}

/** `-log sigmoid(score)`, which neither overflows nor underflows. */
export function surpriseAtReal(scores: tf.Tensor): tf.Tensor {
  return tf.softplus(tf.neg(scores));
}

/** `-log(1 - sigmoid(score))`. */
export function surpriseAtFake(scores: tf.Tensor): tf.Tensor {
  return tf.softplus(scores);
}

/**
 * The cross-entropies of scores, unweighted, as DeePSiM's rule for pausing a player compares them:
 * `(real + fake) / fakeAsReal`.
 *
 * @param real scores of real images, `[batch]` or `[batch, 1]`: log-odds of being real (see `realScore`).
 * @param fake scores of generated ones.
 * @param fakeAgain scores of the same generated images by the discriminator after its update, where there are such.
 * @returns scalars, at least 0.
 * @throws DiopterError `shape-mismatch` for scores that are not one per image.
 *
 * @example
 * const { real, fake, fakeAsReal } = crossEntropies(realScore(ofImages), realScore(ofFakes));
 */
export function crossEntropies(
  real: tf.Tensor,
  fake: tf.Tensor,
  fakeAgain: tf.Tensor = fake,
): CrossEntropies {
  for (const scores of [real, fake, fakeAgain]) checkScores(scores, 'crossEntropies');
  return {
    real: tf.mean(surpriseAtReal(real)),
    fake: tf.mean(surpriseAtFake(fake)),
    fakeAsReal: tf.mean(surpriseAtReal(fakeAgain)),
  };
}
