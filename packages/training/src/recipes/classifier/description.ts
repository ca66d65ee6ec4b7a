/** What the recipe of classifiers can be told: light to load. */

import {
  automatic,
  choice,
  count,
  type OptionsOf,
  type OptionTable,
  positive,
  text,
} from '../frame/option-table.js';
import type { RecipeDescription } from '../frame/recipe.js';
import { classifierNetworks } from './network-names.js';
import { classifierTrainingOptions } from './training-options.js';

const options = {
  network: choice('plain-cnn', classifierNetworks, 'what is trained, if no file is named'),
  channels: automatic(count(32, "of the first convolutions (the network's own)")),
  width: positive(1, 'what numbers of channels are multiplied with'),
  from: text(
    undefined,
    'a network to go on from, such as a grown one: pixels in [0, 1] to logits; a checkpoint has its optimizer too',
    'file',
  ),
  ...classifierTrainingOptions,
} as const satisfies OptionTable;

/** Every option of the recipe, with its value. Plain data. */
export type ClassifierRecipeOptions = OptionsOf<typeof options>;

export const classifierDescription = {
  name: 'classifier',
  about: 'Train a classifier of small pictures, from nothing or from a network that there is.',
  dataset: 'cifar10',
  options,
  presets: {
    quick: {},
    // Chen et al. 2015 train Inception-BN on ImageNet; the sizes of ours are choices for 32 x 32 pixels.
    paper: {
      network: 'inception-bn',
      batch: 128,
      steps: 40_000,
      validateEvery: 1000,
      checkpointEvery: 1000,
    },
  },
} as const satisfies RecipeDescription<typeof options>;
