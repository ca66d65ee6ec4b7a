/** What the recipe of the autoencoder can be told: light to load. */

import { atLeastZero, type OptionsOf, type OptionTable } from '../frame/option-table.js';
import type { RecipeDescription } from '../frame/recipe.js';
import { imageLossOptions } from '../loss-options.js';

const options = {
  ...imageLossOptions,
  noise: atLeastZero(0, 'standard deviation of noise on the input; pixels are in [0, 1]'),
} as const satisfies OptionTable;

/** Every option of the recipe, with its value. Plain data. */
export type AutoencoderOptions = OptionsOf<typeof options>;

export const autoencoderDescription = {
  name: 'autoencoder',
  about: 'Train an autoencoder on 64x64 crops: DeePSiM, or one of the losses that it is compared with.',
  options,
  presets: {
    // Many small batches, and a generator that is worth judging before anyone judges.
    quick: { steps: 3000, batch: 8, adversaryFrom: 300 },
    // 500,000 to a million steps of batch 64 at 2e-4 (Dosovitskiy and Brox 2016); the weights for this network are not known.
    paper: { steps: 500_000, batch: 64, learningRate: 2e-4, validateEvery: 1000, checkpointEvery: 1000 },
  },
} as const satisfies RecipeDescription<typeof options>;
