/** The games a generator and a discriminator can play: what each of the two minimises. */

import * as tf from '@tensorflow/tfjs';
import { surpriseAtFake, surpriseAtReal } from './cross-entropies.js';
import { checkScores } from './scores.js';

/** The name of a game. */
export type AdversarialKind = 'non-saturating' | 'minimax' | 'least-squares' | 'hinge';

/** What the discriminator minimises, in two parts: their sum is its loss. */
export interface DiscriminatorLoss {
  /** From real images. */
  readonly real: tf.Scalar;
  /** From generated ones. */
  readonly fake: tf.Scalar;
}

/**
 * One game: the losses of both players, over scores `[batch]` or `[batch, 1]`, one number per image, large = real. Each
 * is a scalar, the mean over the batch, and to be minimised by its player. Which player a gradient reaches is for the
 * caller to say, by what is differentiated.
 */
export interface AdversarialLoss {
  /** @throws DiopterError `shape-mismatch` for scores that are not one per image. */
  readonly discriminator: (real: tf.Tensor, fake: tf.Tensor) => DiscriminatorLoss;
  /** @throws DiopterError `shape-mismatch` for scores that are not one per image. */
  readonly generator: (fake: tf.Tensor) => tf.Scalar;
}

/** A game by what each score costs, before the mean. */
interface Costs {
  readonly real: (score: tf.Tensor) => tf.Tensor;
  readonly fake: (score: tf.Tensor) => tf.Tensor;
  readonly generator: (score: tf.Tensor) => tf.Tensor;
}

const halfSquare = (x: tf.Tensor) => tf.mul(tf.square(x), 0.5);

const costs: Readonly<Record<AdversarialKind, Costs>> = {
  'non-saturating': { real: surpriseAtReal, fake: surpriseAtFake, generator: surpriseAtReal },
  minimax: {
    real: surpriseAtReal,
    fake: surpriseAtFake,
    generator: (score) => tf.neg(surpriseAtFake(score)),
  },
  'least-squares': {
    real: (score) => halfSquare(tf.sub(score, 1)),
    fake: halfSquare,
    generator: (score) => halfSquare(tf.sub(score, 1)),
  },
  hinge: {
    real: (score) => tf.relu(tf.sub(1, score)),
    fake: (score) => tf.relu(tf.add(1, score)),
    generator: (score) => tf.neg(score),
  },
};

/**
 * The games, with `s` for a score and `D = sigmoid(s)` where a score is the log-odds of being real:
 *
 * | kind | discriminator, real + fake | generator | range of the generator's |
 * |---|---|---|---|
 * | `non-saturating` (Goodfellow et al., arXiv 1406.2661; DeePSiM's) | `-log D(x)` + `-log(1 - D(G))` | `-log D(G)` | at least 0, `ln 2` undecided |
 * | `minimax` (the same, as first written) | the same | `log(1 - D(G))` | at most 0 |
 * | `least-squares` (Mao et al., arXiv 1611.04076, with a = 0, b = c = 1) | `½(s(x) - 1)²` + `½ s(G)²` | `½(s(G) - 1)²` | at least 0 |
 * | `hinge` (Lim and Ye, arXiv 1705.02894) | `max(0, 1 - s(x))` + `max(0, 1 + s(G))` | `-s(G)` | any |
 *
 * @example
 * const game = adversarialLosses['non-saturating'];
 * const { real, fake } = game.discriminator(realScore(ofImages), realScore(ofFakes));
 * const loss = tf.add(real, fake);
 */
export const adversarialLosses: Readonly<Record<AdversarialKind, AdversarialLoss>> = {
  'non-saturating': gameOf('non-saturating'),
  minimax: gameOf('minimax'),
  'least-squares': gameOf('least-squares'),
  hinge: gameOf('hinge'),
};

function gameOf(kind: AdversarialKind): AdversarialLoss {
  const player = (cost: keyof Costs, scores: tf.Tensor): tf.Scalar => {
    checkScores(scores, `${kind} loss, ${cost}`);
    return tf.mean(costs[kind][cost](scores));
  };
  return {
    discriminator: (real, fake) => ({ real: player('real', real), fake: player('fake', fake) }),
    generator: (fake) => player('generator', fake),
  };
}
