/** The first turn: encoder and decoder learn to reconstruct, and to make codes that follow their priors by the kernel MMD. */

import type { Loss } from '@diopter/core-tensor/optim';
import { foldIn, type Key } from '@diopter/core-tensor/random';
import { squaredPixelLoss } from '@diopter/losses';
import * as tf from '@tensorflow/tfjs';
import { type PlayerState, player } from '../../adversarial/index.js';
import { learningRateOf } from '../learning-rate.js';
import type { AaeSettings } from './description.js';
import { mismatches } from './matching.js';
import type { AaeModel, AutoencoderParameters, Codes, EncoderStatistics } from './model.js';
import { type Sight, withGivenLabel } from './sight.js';

/** Of the cluster heads' penalty, beside the mean squared error of pixels: a choice of ours. */
const penaltyWeight = 0.01;

/** The turn as a function of the autoencoder. */
export function reconstruction(model: AaeModel, options: AaeSettings) {
  const autoencoder = player({ learningRate: learningRateOf(options.learningRate, options) });
  const mismatch = isMismatch(options.matching) ? mismatches[options.matching] : undefined;

  /** Squared MMDs by name: none where something else does the matching. */
  const mismatchesOf = (codes: Codes, { labels }: Sight, key: Key): Record<string, tf.Scalar> =>
    Object.fromEntries(
      Object.entries(mismatch === undefined ? {} : model.matched).map(([name, { prior, classes }]) => {
        const told = classes !== undefined && labels !== undefined ? { labels } : {};
        return [`mmd.${name}`, mismatch!({ codes: codes[name]!, prior, ...told, key: foldIn(key, name) })];
      }),
    );

  return {
    start: autoencoder.start,
    learn(
      state: PlayerState<AutoencoderParameters>,
      statistics: EncoderStatistics,
      sight: Sight,
      key: Key,
      step: tf.Scalar,
    ) {
      const lossOf = (parameters: AutoencoderParameters) => {
        const encoded = model.encode(parameters.encoder, statistics, sight.seen, foldIn(key, 'encode'));
        const made = model.decode(parameters, withGivenLabel(model, encoded.codes, sight.labels));
        const pixel = squaredPixelLoss(made, sight.images);
        const penalty = model.penalty?.(parameters);
        const matching = mismatchesOf(encoded.codes, sight, foldIn(key, 'prior'));
        const weighted = [
          pixel,
          ...Object.values(matching).map((term) => tf.mul<tf.Scalar>(term, options.matchingWeight)),
          ...(penalty === undefined ? [] : [tf.mul<tf.Scalar>(penalty, penaltyWeight)]),
        ];
        const terms: Loss['terms'] = { pixel, ...matching, ...(penalty && { penalty }) };
        return { value: tf.addN(weighted) as tf.Scalar, terms, statistics: encoded.statistics };
      };
      const { state: next, found } = autoencoder.learn(state, lossOf, step);
      return { state: next, statistics: found.statistics, metrics: { loss: found.value, ...found.terms } };
    },
  };
}

function isMismatch(matching: AaeSettings['matching']): matching is keyof typeof mismatches {
  return Object.hasOwn(mismatches, matching);
}
