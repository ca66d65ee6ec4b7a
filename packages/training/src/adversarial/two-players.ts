/** Adversarial training: a generator and a discriminator that learn in turns, as three programs over one state. */

import type { Loss } from '@diopter/core-tensor/optim';
import { foldIn, type Key } from '@diopter/core-tensor/random';
import type { Tree } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import type { PauseState, Playing } from './pause-rule.js';
import { type Player, type PlayerState, paused } from './player.js';
import { standing } from './standing.js';

/** What both players have learned. */
export type TwoPlayersState<G, D> = {
  readonly generator: PlayerState<G>;
  readonly discriminator: PlayerState<D>;
};

/** What one step is given: tensors by name. */
export type TensorBatch = Readonly<Record<string, tf.Tensor>>;

/** One step of the run, counted from 1, that changes what it lets learn and nothing else. */
export type TwoPlayersProgram<G, D> = (
  learned: TwoPlayersState<G, D>,
  batch: TensorBatch,
  key: Key,
  step: tf.Scalar,
) => {
  readonly learned: TwoPlayersState<G, D>;
  readonly metrics: Readonly<Record<string, tf.Scalar>>;
};

/** An adversarial game: `Made` is what the generator makes of a batch, `Sample` what the discriminator looks at. */
export interface Game<G extends Tree<tf.Tensor>, D extends Tree<tf.Tensor>, Made, Sample> {
  readonly generator: Player;
  readonly discriminator: Player;
  generate(parameters: G, batch: TensorBatch, key: Key): Made;
  real(batch: TensorBatch): Sample;
  fake(made: Made, batch: TensorBatch): Sample;
  /** How real samples look: `[batch]`, larger is more so, 0 is undecided. With dropout, one mask for each key. */
  score(parameters: D, sample: Sample, key: Key): tf.Tensor;
  /** What the discriminator makes small. */
  discriminatorLoss(realScores: tf.Tensor, fakeScores: tf.Tensor): tf.Scalar;
  /** What the generator makes small. */
  generatorLoss(made: Made, batch: TensorBatch, fakeScores: tf.Tensor): Loss;
}

/**
 * The programs `both`, `generator` and `discriminator` of an adversarial game. Each looks at everything and gives the same
 * metrics; they differ in who learns. The order is that of the authors of DeePSiM:
 *
 * 1. the generator makes its fakes;
 * 2. the discriminator scores real and fake samples, and does one step on the sum of their losses;
 * 3. the discriminator that came of it scores the same fakes again, with fresh dropout, and the generator does its step.
 *
 * Whoever does not learn passes through bit for bit, moments included. A compiled program makes the fakes once: step 3 repeats
 * the very calls of step 1.
 *
 * Metrics: `loss` and the terms of the generator, `discriminatorLoss`, and those of {@link standing}, whose `ratio` the
 * pause rule looks at.
 *
 * @example
 * const { both } = twoPlayers({ generator: player({ learningRate }), discriminator: player({ learningRate }), ...game });
 * const { learned, metrics } = both({ generator: a.start(weights), discriminator: b.start(others) }, batch, key, tf.scalar(1));
 */
export function twoPlayers<G extends Tree<tf.Tensor>, D extends Tree<tf.Tensor>, Made, Sample>(
  game: Game<G, D, Made, Sample>,
): Readonly<Record<Playing, TwoPlayersProgram<G, D>>> {
  const program =
    (learning: PauseState): TwoPlayersProgram<G, D> =>
    ({ generator, discriminator }, batch, key, step) => {
      const generate = (parameters: G) => game.generate(parameters, batch, foldIn(key, 'generate'));
      const made = generate(generator.parameters);
      const tellApart = (parameters: D) => {
        const real = game.score(parameters, game.real(batch), foldIn(key, 'real'));
        const fake = game.score(parameters, game.fake(made, batch), foldIn(key, 'fake'));
        return { value: game.discriminatorLoss(real, fake), real, fake };
      };
      const judge = learning.discriminator
        ? game.discriminator.learn(discriminator, tellApart, step)
        : paused(discriminator, tellApart);

      const deceive = (parameters: G) => {
        const again = generate(parameters);
        const scores = game.score(
          judge.state.parameters,
          game.fake(again, batch),
          foldIn(key, 'fake as real'),
        );
        return { ...game.generatorLoss(again, batch, scores), scores };
      };
      const maker = learning.generator
        ? game.generator.learn(generator, deceive, step)
        : paused(generator, deceive);

      const { real, fake, value: discriminatorLoss } = judge.found;
      const { value: loss, terms, scores: fakeAsReal } = maker.found;
      return {
        learned: { generator: maker.state, discriminator: judge.state },
        metrics: { loss, ...terms, discriminatorLoss, ...standing({ real, fake, fakeAsReal }) },
      };
    };
  return {
    both: program({ generator: true, discriminator: true }),
    generator: program({ generator: true, discriminator: false }),
    discriminator: program({ generator: false, discriminator: true }),
  };
}
