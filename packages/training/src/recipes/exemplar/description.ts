/** What the recipe of Exemplar-CNN can be told: light to load. */

import {
  atLeastZero,
  choice,
  commonOptions,
  count,
  type OptionsOf,
  positive,
  share,
} from '../frame/option-table.js';
import type { RecipeDescription } from '../frame/recipe.js';

const { steps: _, learningRate: __, batch: ___, heldOut: ____, ...common } = commonOptions;

const options = {
  size: choice(
    'small',
    ['small', 'medium', 'large'],
    '64c5-64c5-128f, 64c5-128c5-256c5-512f or 92c5-256c5-512c5-1024f',
  ),
  ...common,
  steps: count(1500, 'training steps in all'),
  batch: count(64, 'patches per step'),
  learningRate: positive(0.02, 'at its highest: it falls a hundredfold, in steps near the end'),
  warmUpSteps: count(200, 'steps in which the learning rate rises'),
  classes: count(500, 'seed patches, each a class of its own'),
  deformations: count(150, 'how many times each patch is deformed'),
  colour: atLeastZero(1, "how far colours change, as a share of the authors' ranges"),
  dropout: share(0, 'share of the last features that are left out while training'),
  weightDecay: atLeastZero(0, 'of the dense layers'),
};

/** Every option of the recipe, with its value. Plain data. */
export type ExemplarOptions = OptionsOf<typeof options>;

export const exemplarDescription = {
  name: 'exemplar',
  about: 'Train Exemplar-CNN, the comparator, to tell deformed patches of photographs apart.',
  options,
  presets: {
    quick: {},
    // The comparator of this project: an hour of two cores.
    shipped: {
      steps: 13_500,
      classes: 2000,
      colour: 0.5,
      learningRate: 0.03,
      validateEvery: 500,
      checkpointEvery: 250,
    },
    // The authors' published net: 1.56 million steps at 0.01 and below.
    paper: {
      size: 'medium',
      steps: 1_560_001,
      batch: 128,
      learningRate: 0.01,
      classes: 16_000,
      dropout: 0.5,
      weightDecay: 4e-3,
      validateEvery: 10_000,
      checkpointEvery: 10_000,
    },
  },
} as const satisfies RecipeDescription<typeof options>;
