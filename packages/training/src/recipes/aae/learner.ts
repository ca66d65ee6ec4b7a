/** What the adversarial autoencoder learns, in up to four turns per step, each with an optimizer of its own. */

import { foldIn } from '@diopter/core-tensor/random';
import { psnr, squaredPixelLoss } from '@diopter/losses';
import { type FeatureShape, oneHotLabels } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import type { PlayerState } from '../../adversarial/index.js';
import type { Learner } from '../frame/learner.js';
import type { GraphParameters } from '../image-learner.js';
import { type CodeGameState, codeGame } from './code-game.js';
import type { AaeSettings } from './description.js';
import { judgements } from './judgements.js';
import { type AutoencoderParameters, aaeModel, type EncoderStatistics } from './model.js';
import type { Pupil } from './pupil.js';
import { recognition } from './recognition.js';
import { reconstruction } from './reconstruction.js';
import { shownPictures } from './shown.js';
import { sightOf, withGivenLabel } from './sight.js';

/** What the learner is made of: plain data. */
export interface AaeInput {
  readonly options: AaeSettings;
  /** Of one image: height, width, channels. */
  readonly imageShape: FeatureShape;
  /** Classes of the data set; 0 if it has none. */
  readonly classes: number;
}

/** What a step changes. Parts that the options have no use for are empty. */
export type AaeLearned = {
  readonly autoencoder: PlayerState<AutoencoderParameters>;
  readonly statistics: EncoderStatistics;
  readonly game: CodeGameState;
  /** Of the encoder, moved by labels. */
  readonly recognition: Pupil<GraphParameters>;
};

/** What is judged and kept. */
export type AaeJudged = {
  readonly parameters: AutoencoderParameters;
  readonly statistics: EncoderStatistics;
};

/**
 * The learner of a run (Makhzani et al., arXiv 1511.05644, section 2). One step is, in the paper's order:
 *
 * 1. encoder and decoder learn to reconstruct; with the MMD as matching, to follow the prior too;
 * 2. each discriminator learns to tell samples of its prior from codes;
 * 3. the encoder learns to make codes that it takes for samples;
 * 4. where a class is learnt, the encoder learns it from labelled images.
 *
 * Reconstruction is the mean squared error of pixels. Images are `[batch, height, width, channels]` in [0, 1], `labels` int32, -1 where a
 * class is not told; where it is learnt there are `labelledImages` and `labelledLabels` as well.
 */
export function aaeLearner(input: AaeInput): Learner<AaeLearned, AaeJudged, 'step'> {
  const { options, classes } = input;
  const model = aaeModel(input);
  const reconstructing = reconstruction(model, options);
  const game = codeGame(model, options);
  const recognising = recognition(model, options, classes);
  const shown = shownPictures(model, { classes, seed: options.seed });

  return {
    start(key) {
      const { parameters, statistics } = model.start(key);
      return {
        autoencoder: reconstructing.start(parameters),
        statistics,
        game: game.start(foldIn(key, 'discriminators'), parameters.encoder),
        recognition: recognising.start(parameters.encoder),
      };
    },

    programs: {
      step(learned, batch, key, step) {
        const { statistics } = learned;
        const sight = sightOf(batch, classes, options, foldIn(key, 'images'));
        const first = reconstructing.learn(
          learned.autoencoder,
          statistics,
          sight,
          foldIn(key, 'reconstruction'),
          step,
        );
        const { encoder, decoder } = first.state.parameters;
        const played = game.learn(learned.game, encoder, statistics, sight, foldIn(key, 'game'), step);
        const taught = recognising.learn(
          learned.recognition,
          played.encoder,
          statistics,
          batch,
          foldIn(key, 'recognition'),
          step,
        );
        return {
          learned: {
            autoencoder: { ...first.state, parameters: { encoder: taught.encoder, decoder } },
            statistics: first.statistics,
            game: played.state,
            recognition: taught.state,
          },
          metrics: { ...first.metrics, ...played.metrics, ...taught.metrics },
        };
      },
    },

    // What matching adds makes reconstructions worse: their error cannot say which state is best.
    best: 'latest',
    judged: ({ autoencoder, statistics }) => ({ parameters: autoencoder.parameters, statistics }),

    evaluate({ parameters, statistics }, { images, labels }) {
      const { codes } = model.encode(parameters.encoder, statistics, images!);
      const rows = labels && classes > 0 ? oneHotLabels(labels, classes, { unlabelled: true }) : undefined;
      const made = tf.clipByValue(model.decode(parameters, withGivenLabel(model, codes, rows)), 0, 1);
      return {
        metrics: {
          loss: squaredPixelLoss(made, images!),
          psnr: psnr(made, images!),
          ...judgements(model, codes, labels, classes),
        },
        pictures: shown({ parameters, codes, made }),
      };
    },
  };
}
