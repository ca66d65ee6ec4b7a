/** Options of recipes whose networks make images: which loss, and how it is made small. */

import {
  atLeastZero,
  choice,
  commonOptions,
  type OptionsOf,
  type OptionTable,
  positive,
  share,
  text,
  whole,
} from './frame/option-table.js';
import { scheduleOptions } from './schedule-options.js';

/** The terms of DeePSiM are means within each image: the page of the paper says what its sums are in these units. */
export const imageLossOptions = {
  loss: choice(
    'deepsim',
    ['l2', 'l1', 'deepsim'],
    'squared or absolute error of pixels, or pixels, features and a discriminator',
  ),
  ...commonOptions,
  learningRate: positive(1e-3, "Adam's, at its highest"),
  ...scheduleOptions,
  averageDecay: share(0, 'keep a moving average of the weights, such as 0.999'),
  comparator: text('exemplar-cnn', 'network whose features DeePSiM compares', 'name|file'),
  pixelWeight: atLeastZero(1, 'of the mean squared error of pixels in [0, 1]'),
  featureWeight: atLeastZero(0.1, 'of the mean squared error of features'),
  adversarialWeight: atLeastZero(3e-3, "of the discriminator's opinion; 0 for no discriminator"),
  adversarial: choice(
    'non-saturating',
    ['non-saturating', 'minimax', 'least-squares', 'hinge'],
    'which game the two networks play',
  ),
  adversaryFrom: whole(0, 'steps that the generator does before the discriminator joins'),
  discriminatorLearningRate: positive(2e-4, "of the discriminator's Adam, at its highest"),
  discriminatorDecay: atLeastZero(4e-4, "L2 penalty of the discriminator's weights"),
} as const satisfies OptionTable;

/** Their values. Plain data. */
export type ImageLossOptions = OptionsOf<typeof imageLossOptions>;
