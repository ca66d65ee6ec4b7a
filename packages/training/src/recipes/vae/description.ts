/** What the recipe of the variational autoencoder can be told: light to load. */

import { count, type OptionsOf, type OptionTable, positive } from '../frame/option-table.js';
import type { RecipeDescription } from '../frame/recipe.js';
import { imageLossOptions } from '../loss-options.js';

const options = {
  ...imageLossOptions,
  codeLength: count(128, 'numbers in the code of an image'),
  // With squared errors of pixels alone it is 2 s² / 12288 for pixels that are right up to a deviation s: 2e-6 for 0.1.
  divergenceWeight: positive(1e-4, "of the divergence of an image's codes from N(0, I), in nats"),
} as const satisfies OptionTable;

/** Every option of the recipe, with its value. Plain data. */
export type VaeOptions = OptionsOf<typeof options>;

export const vaeDescription = {
  name: 'vae',
  about:
    'Train a variational autoencoder on 64x64 crops: DeePSiM, or one of the losses that it is compared with.',
  options,
  presets: {
    quick: {},
    // Batch, rate and its course are the authors' of the inversion; network, code and weights of theirs are not known.
    paper: {
      steps: 1_000_000,
      batch: 64,
      learningRate: 2e-4,
      warmUpSteps: 0,
      schedule: 'halving',
      validateEvery: 1000,
      checkpointEvery: 1000,
    },
  },
} as const satisfies RecipeDescription<typeof options>;
