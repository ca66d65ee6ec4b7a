/** The discriminator's half of a game over images. */

import { apply, type Graph, init, type Parameters } from '@diopter/core-tensor/graph';
import { adam, type Schedule } from '@diopter/core-tensor/optim';
import type { Key } from '@diopter/core-tensor/random';
import { type AdversarialKind, adversarialLosses, realScore } from '@diopter/losses';
import * as tf from '@tensorflow/tfjs';
import type { Generated } from './image-generator.js';
import type { PauseRuleOptions } from './pause-rule.js';
import { type PlayerState, player } from './player.js';
import type { Game, TensorBatch } from './two-players.js';

/** The discriminator of a learner. */
export interface AdversaryOptions {
  /**
   * Takes `image`, `[batch, height, width, channels]`, and `features` if there is a condition; gives the logits of real and fake,
   * `[batch, 2]`, as `discriminator` of the models does.
   */
  readonly network: Graph;
  /** By the step of the run, counted from 1. */
  readonly learningRate: Schedule;
  /** The L2 penalty in its gradients, as Caffe has it; the generator has none. */
  readonly weightDecay?: number;
  /**
   * Of its loss. Adam takes no notice of it, but for how it compares with the penalty: the authors' code multiplies it with
   * the 100 of the generator's adversarial term.
   */
  readonly weight?: number;
  /** What it sees beside an image, the same for a real and a fake one: `[batch, features]`, those that are inverted. */
  readonly condition?: (batch: TensorBatch) => tf.Tensor;
  readonly pauses?: PauseRuleOptions;
  /**
   * After how many steps it joins; until then the generator learns from features and pixels alone. The paper begins at
   * once, later work (ESRGAN, VQGAN) with a generator that is worth judging.
   */
  readonly from?: number;
}

/** The parameters of a discriminator. */
export type AdversaryParameters = Parameters<Graph, tf.Tensor>;

/** What the discriminator looks at: the inputs of its network. */
type Sample = Readonly<Record<string, tf.Tensor>>;

/** What a game needs of the discriminator, and its state before the first step. */
export interface Adversary
  extends Pick<
    Game<never, AdversaryParameters, Generated, Sample>,
    'discriminator' | 'real' | 'fake' | 'score' | 'discriminatorLoss'
  > {
  start(key: Key): PlayerState<AdversaryParameters>;
}

/**
 * A discriminator that learns by Adam.
 *
 * @param targets the real images of a batch.
 */
export function adversaryOf(
  { network, learningRate, weightDecay = 4e-4, weight = 100, condition }: AdversaryOptions,
  targets: (batch: TensorBatch) => tf.Tensor,
  kind: AdversarialKind = 'non-saturating',
): Adversary {
  const discriminator = player({ learningRate, optimizer: adam({ weightDecay }) });
  const sample = (image: tf.Tensor, batch: TensorBatch): Sample =>
    condition === undefined ? { image } : { image, features: condition(batch) };
  return {
    start: (key) => discriminator.start(init(network, key).parameters),
    discriminator,
    real: (batch) => sample(targets(batch), batch),
    fake: ({ images }, batch) => sample(images, batch),
    score: (parameters, sample, key) =>
      realScore(apply(network, { parameters, statistics: {} }, sample, { mode: 'train', key }).y),
    discriminatorLoss: (realScores, fakeScores) => {
      const { real, fake } = adversarialLosses[kind].discriminator(realScores, fakeScores);
      return tf.mul(tf.add(real, fake), weight);
    },
  };
}
