/** What the recipe of inversion can be told: light to load. */

import { choice, type OptionsOf, type OptionTable, text } from '../frame/option-table.js';
import type { RecipeDescription } from '../frame/recipe.js';
import { imageLossOptions } from '../loss-options.js';

const options = {
  ...imageLossOptions,
  comparator: text(
    'exemplar-cnn',
    'network whose features are inverted, and which DeePSiM compares',
    'name|file',
  ),
  layer: text(
    undefined,
    'the layer that is inverted (the middle one of those that its description names)',
    'name',
  ),
  inverted: text(undefined, 'the network that is inverted, if another one compares', 'name|file'),
  generator: choice(
    'compact',
    ['compact', 'paper'],
    'any features to 64x64 pixels, or one of the eight of the paper for AlexNet at 227x227',
  ),
  featureUnits: choice(
    'relative',
    ['relative', 'raw'],
    'errors of features relative to those between different pictures, or as the comparator gives them',
  ),
} as const satisfies OptionTable;

/** Every option of the recipe, with its value. Plain data. */
export type InversionOptions = OptionsOf<typeof options>;

export const inversionDescription = {
  name: 'inversion',
  about: "Train a network that makes pictures of a comparator's features.",
  options,
  presets: {
    quick: { steps: 2000, batch: 8, adversaryFrom: 500 },
    // Dosovitskiy and Brox (arXiv 1602.02644) as their code has it; the weights are its sums as means within each image.
    paper: {
      comparator: 'caffenet',
      layer: 'fc6',
      generator: 'paper',
      featureUnits: 'raw',
      pixelWeight: 10_052.019_675,
      featureWeight: 46.08,
      adversarialWeight: 100,
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
