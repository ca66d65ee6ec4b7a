/** DeePSiM as a learner: any generator of images, against a comparator, a discriminator and the images themselves. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Schedule } from '@diopter/core-tensor/optim';
import { foldIn, type Key } from '@diopter/core-tensor/random';
import type { Tree } from '@diopter/core-tensor/tree';
import { psnr } from '@diopter/losses';
import * as tf from '@tensorflow/tfjs';
import { type AdversaryOptions, type AdversaryParameters, adversaryOf } from './adversary.js';
import type { Generated, ImageGenerator } from './image-generator.js';
import { imageObjective, type ObjectiveOptions } from './image-objective.js';
import { onePlayer } from './one-player.js';
import { type PauseState, pauseRule } from './pause-rule.js';
import { player } from './player.js';
import { type TensorBatch, type TwoPlayersProgram, type TwoPlayersState, twoPlayers } from './two-players.js';

/** What is learned, from what, and how it is judged. */
export interface DeepsimLearnerOptions<P extends Tree<tf.Tensor>> extends ObjectiveOptions {
  readonly generator: ImageGenerator<P>;
  /** Of the generator, by the step of the run, counted from 1. */
  readonly learningRate: Schedule;
  /** Decay of a moving average of the generator's parameters, which then is what is judged; 0 for none. */
  readonly averageDecay?: number;
  /** The discriminator. Needed for an adversarial weight, and idle without one. */
  readonly adversary?: AdversaryOptions;
  /** What the images should be: `batch.images` unless told otherwise. */
  readonly targets?: (batch: TensorBatch) => tf.Tensor;
}

/** What is learned; without a discriminator its side has no parameters. */
export type DeepsimLearned<P> = TwoPlayersState<P, AdversaryParameters>;

/** See {@link deepsimLearner}. */
export interface DeepsimLearner<P> {
  start(key: Key): DeepsimLearned<P>;
  /**
   * `both`, `generator` and `discriminator`, and `alone` for a generator that learns without a discriminator first; only
   * `step` where there is none.
   */
  readonly programs: Readonly<Record<string, TwoPlayersProgram<P, AdversaryParameters>>>;
  /** The pause rule, where there is a discriminator. */
  readonly control?: {
    readonly start: PauseState;
    /** @param step how many steps are done. */
    program(state: PauseState, step: number): string;
    next(state: PauseState, metrics: Readonly<Record<string, number>>): PauseState;
  };
  /** The generator's parameters or, if there is one, their average. */
  judged<T>(learned: { readonly generator: { readonly parameters: T; readonly average: T | null } }): T;
  /** The loss without its adversarial term, its terms, and the PSNR; the images clipped to [0, 1]. Nothing is random. */
  evaluate(
    judged: P,
    batch: TensorBatch,
  ): {
    readonly metrics: Readonly<Record<string, tf.Scalar>>;
    readonly pictures: Readonly<Record<'images', tf.Tensor>>;
  };
}

/**
 * The learner of DeePSiM (Dosovitskiy and Brox, arXiv 1602.02644): a generator of images that is to please a comparator and a
 * discriminator and to hit the pixels, by the weights of the three. Both players learn by Adam, by {@link twoPlayers}, and the
 * {@link pauseRule} says who. With an adversarial weight of 0 the generator learns alone, and a weight for pixels only gives the
 * plain losses that the paper compares with.
 *
 * @throws DiopterError `invalid-argument` for weights that are negative, and for an adversarial one without a discriminator.
 * @example
 * const learningRate = multistep({ initial: 2e-4, milestones: [300_000, 500_000], factor: 0.5 });
 * const learner = deepsimLearner({
 *   generator,
 *   comparator: readComparator(await readFile('exemplar-cnn.onnx')),
 *   weights: { feature: 1, adversarial: 0.01, pixel: 1 },
 *   learningRate,
 *   adversary: { network: discriminator({ size: 64 }), learningRate },
 * });
 * const step = jit(learner.programs.both, { donate: [0] });
 */
export function deepsimLearner<P extends Tree<tf.Tensor>>({
  generator: { start, generate },
  learningRate,
  averageDecay = 0,
  adversary: options,
  targets = ({ images }) => images!,
  ...objectiveOptions
}: DeepsimLearnerOptions<P>): DeepsimLearner<P> {
  const { weights, adversarial } = objectiveOptions;
  const objective = imageObjective(objectiveOptions);
  const withoutScores = imageObjective({ ...objectiveOptions, weights: { ...weights, adversarial: 0 } });
  const generator = player({ learningRate, averageDecay });
  const generatorLoss = (made: Generated, batch: TensorBatch, fakeScores?: tf.Tensor) =>
    objective(made, targets(batch), fakeScores);
  const unopposed = (made: Generated, batch: TensorBatch) => withoutScores(made, targets(batch));
  const half = { generator, generate, generatorLoss };
  const adversary = weights.adversarial > 0 ? adversaryOf(needed(options), targets, adversarial) : undefined;
  const rule = pauseRule(options?.pauses);
  const from = options?.from ?? 0;

  return {
    start: (key) => ({
      generator: generator.start(start(foldIn(key, 'generator'))),
      discriminator: adversary?.start(foldIn(key, 'discriminator')) ?? generator.start({}),
    }),
    programs: adversary
      ? { ...twoPlayers({ ...half, ...adversary }), alone: onePlayer({ ...half, generatorLoss: unopposed }) }
      : { step: onePlayer(half) },
    ...(adversary && {
      control: {
        start: rule.start,
        program: (state, step) => (step < from ? 'alone' : rule.program(state)),
        next: (state, { ratio = Number.NaN }) => rule.next(state, ratio),
      },
    }),
    judged: ({ generator: { parameters, average } }) => average ?? parameters,
    evaluate(judged, batch) {
      const made = generate(judged, batch);
      const wanted = targets(batch);
      const { value, terms } = withoutScores(made, wanted);
      const images = tf.clipByValue(made.images, 0, 1);
      return { metrics: { loss: value, ...terms, psnr: psnr(images, wanted) }, pictures: { images } };
    },
  };
}

function needed(adversary: AdversaryOptions | undefined): AdversaryOptions {
  if (adversary !== undefined) return adversary;
  throw new DiopterError('invalid-argument', {
    what: 'an adversarial weight needs a discriminator',
    where: 'deepsimLearner',
    help: 'give it an adversary, or the adversarial term a weight of 0',
  });
}
