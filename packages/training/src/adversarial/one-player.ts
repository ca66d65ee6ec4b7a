/** A generator that learns alone, in the state of a game. */

import type { Loss } from '@diopter/core-tensor/optim';
import { foldIn } from '@diopter/core-tensor/random';
import type { Tree } from '@diopter/core-tensor/tree';
import type * as tf from '@tensorflow/tfjs';
import type { Game, TensorBatch, TwoPlayersProgram } from './two-players.js';

/** A game without a discriminator. */
export interface Solitaire<G extends Tree<tf.Tensor>, Made>
  extends Pick<Game<G, never, Made, never>, 'generator' | 'generate'> {
  generatorLoss(made: Made, batch: TensorBatch): Loss;
}

/**
 * The program of a generator that learns alone: whatever is in the discriminator's place stays there. Metrics: `loss` and its
 * terms.
 *
 * @example
 * const step = onePlayer({ generator: player({ learningRate }), generate, generatorLoss });
 */
export function onePlayer<G extends Tree<tf.Tensor>, D extends Tree<tf.Tensor>, Made>(
  game: Solitaire<G, Made>,
): TwoPlayersProgram<G, D> {
  return ({ generator, discriminator }, batch, key, step) => {
    const lossOf = (parameters: G) =>
      game.generatorLoss(game.generate(parameters, batch, foldIn(key, 'generate')), batch);
    const { state, found } = game.generator.learn(generator, lossOf, step);
    const metrics = { loss: found.value, ...found.terms };
    return { learned: { generator: state, discriminator }, metrics };
  };
}
