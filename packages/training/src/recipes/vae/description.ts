/** What the recipe of the variational autoencoder can be told: light to load. */

import { choice, count, type OptionsOf, type OptionTable, positive } from '../frame/option-table.js';
import type { RecipeDescription } from '../frame/recipe.js';
import { imageLossOptions } from '../loss-options.js';

const options = {
  ...imageLossOptions,
  code: choice('map', ['map', 'vector'], 'of an image: 8x8 places, or one vector'),
  codeLength: count(8, 'numbers at each place of a map, or in a vector'),
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
    // A map, since a vector takes longer to learn anything.
    quick: { steps: 3000, batch: 8, adversaryFrom: 300, pixelWeight: 2, divergenceWeight: 5e-5 },
    // Batch, rate and its course are the authors' of the inversion; network, code and weights of theirs are not known.
    paper: {
      code: 'vector',
      codeLength: 128,
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
