/** How the game stands: the numbers that the pause rule looks at. */

import { crossEntropies } from '@diopter/losses';
import * as tf from '@tensorflow/tfjs';

/** Scores of one step, `[batch]`. */
export interface Scores {
  readonly real: tf.Tensor;
  readonly fake: tf.Tensor;
  /** Of the fakes again, by the discriminator after its step. */
  readonly fakeAsReal: tf.Tensor;
}

/** Metrics of one step. */
export type Standing = Readonly<
  Record<'crossEntropyReal' | 'crossEntropyFake' | 'crossEntropyFakeAsReal' | 'ratio', tf.Scalar>
>;

/** A generator that fools the discriminator altogether has a cross-entropy of 0; the ratio stays finite. */
const smallest = 1e-12;

/**
 * The cross-entropies of a step, unweighted, and their `ratio`, (real + fake) / fakeAsReal: 2 for a discriminator that guesses,
 * near 0 for one that is never fooled. Scores count as logits of being real, whatever the players' losses are: for
 * other losses than the paper's a choice of ours.
 */
export function standing(scores: Scores): Standing {
  const { real, fake, fakeAsReal } = crossEntropies(scores.real, scores.fake, scores.fakeAsReal);
  return {
    crossEntropyReal: real,
    crossEntropyFake: fake,
    crossEntropyFakeAsReal: fakeAsReal,
    ratio: tf.div(tf.add(real, fake), tf.maximum(fakeAsReal, smallest)),
  };
}
