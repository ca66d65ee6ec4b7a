/** The second and third turn: discriminators learn to tell codes from samples of their priors, the encoder to make codes that they take for samples. */

import { apply, init } from '@diopter/core-tensor/graph';
import { adam } from '@diopter/core-tensor/optim';
import { foldIn, type Key } from '@diopter/core-tensor/random';
import { adversarialLosses } from '@diopter/losses';
import { samplePrior } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import { type PlayerState, player } from '../../adversarial/index.js';
import type { GraphParameters } from '../image-learner.js';
import { learningRateOf } from '../learning-rate.js';
import type { AaeSettings } from './description.js';
import type { AaeModel, EncoderStatistics } from './model.js';
import { divided, nothing } from './parts.js';
import { learnPupil, type Pupil, startPupil } from './pupil.js';
import { type Sight, withNoise } from './sight.js';

/** What the game changes besides the encoder. */
export type CodeGameState = {
  /** Of the encoder. */
  readonly matching: Pupil<GraphParameters>;
  readonly discriminators: Readonly<Record<string, PlayerState<GraphParameters>>>;
};

/** Codes do not depend on the cluster heads. */
const unmoved = ['clusterHeads'] as const;

/** The game as a function of the encoder. Nobody plays where something else does the matching. */
export function codeGame(model: AaeModel, options: AaeSettings) {
  const isPlayed = options.matching === 'adversarial';
  const matched = Object.entries(isPlayed ? model.matched : {});
  const optimizer = adam({ beta1: options.momentum });
  const rate = (highest: number) => learningRateOf(highest, options);
  const pupil = player({ learningRate: rate(options.matchingLearningRate), optimizer });
  const discriminator = player({ learningRate: rate(options.discriminatorLearningRate), optimizer });
  const losses = adversarialLosses['non-saturating'];

  const judge = (
    name: string,
    parameters: GraphParameters,
    codes: tf.Tensor,
    { labels }: Sight,
    key: Key,
  ) => {
    const network = model.matched[name]!;
    const code = withNoise(codes, key, options.discriminatorNoise);
    const shown = network.classes !== undefined && labels !== undefined ? { code, label: labels } : { code };
    return tf.reshape(apply(network.discriminator, { parameters, statistics: {} }, shown).y, [-1]);
  };

  return {
    start: (key: Key, encoder: GraphParameters): CodeGameState => ({
      matching: startPupil(pupil, isPlayed ? divided(encoder, unmoved)[0] : nothing),
      discriminators: Object.fromEntries(
        matched.map(([name, network]) => [
          name,
          discriminator.start(init(network.discriminator, foldIn(key, name)).parameters),
        ]),
      ),
    }),

    learn(
      state: CodeGameState,
      encoder: GraphParameters,
      statistics: EncoderStatistics,
      sight: Sight,
      key: Key,
      step: tf.Scalar,
    ) {
      if (!isPlayed) return { state, encoder, metrics: {} };
      const codesOf = (parameters: GraphParameters) =>
        model.encode(parameters, statistics, sight.seen, foldIn(key, 'encode')).codes;
      const codes = codesOf(encoder);
      const turns = matched.map(([name, { prior, classes }]) => {
        const own = foldIn(key, name);
        const count = sight.images.shape[0]!;
        const samples = samplePrior(prior, foldIn(own, 'prior'), count, {
          labels: classes === undefined ? undefined : sight.labels,
        });
        const tellApart = (parameters: GraphParameters) => {
          const { real, fake } = losses.discriminator(
            judge(name, parameters, samples, sight, foldIn(own, 'real')),
            judge(name, parameters, codes[name]!, sight, foldIn(own, 'fake')),
          );
          return { value: tf.add<tf.Scalar>(real, fake) };
        };
        return [name, discriminator.learn(state.discriminators[name]!, tellApart, step)] as const;
      });

      const [moved, rest] = divided(encoder, unmoved);
      const deceive = (candidate: GraphParameters) => {
        const made = codesOf({ ...candidate, ...rest });
        const terms = turns.map(
          ([
            name,
            {
              state: { parameters },
            },
          ]) => {
            const scores = judge(
              name,
              parameters,
              made[name]!,
              sight,
              foldIn(foldIn(key, name), 'fake as real'),
            );
            return [`adversarial.${name}`, losses.generator(scores)] as const;
          },
        );
        const sum = tf.addN(terms.map(([, term]) => term));
        return { value: tf.mul<tf.Scalar>(sum, options.matchingWeight), terms: Object.fromEntries(terms) };
      };
      const deceived = learnPupil(pupil, state.matching, moved, deceive, step);
      const metrics: Record<string, tf.Scalar> = {
        ...Object.fromEntries(turns.map(([name, { found }]) => [`discriminator.${name}`, found.value])),
        ...deceived.found.terms,
      };
      return {
        state: {
          matching: deceived.pupil,
          discriminators: Object.fromEntries(turns.map(([name, turn]) => [name, turn.state])),
        },
        encoder: { ...deceived.parameters, ...rest },
        metrics,
      };
    },
  };
}
