/** What the recipe of the adversarial autoencoder can be told: light to load. */

import {
  atLeastZero,
  automatic,
  choice,
  commonOptions,
  count,
  type OptionsOf,
  type OptionTable,
  positive,
  share,
  whole,
} from '../frame/option-table.js';
import type { RecipeDescription } from '../frame/recipe.js';
import { scheduleOptions } from '../schedule-options.js';

const options = {
  variant: choice(
    'plain',
    ['plain', 'supervised', 'semi-supervised', 'clustering', 'embedding'],
    'what the code is: one vector; a style beside a given class; a style and a class that is learnt from few labels, or from none; or the sum of both in the plane',
  ),
  prior: choice(
    'ring10',
    ['ring10', 'gaussian', 'swiss-roll'],
    'the distribution that codes should have; of styles it is always a Gaussian',
  ),
  matching: choice(
    'adversarial',
    ['adversarial', 'mmd', 'mmd-sampled', 'none'],
    'what makes codes follow the prior: a discriminator, the kernel MMD to the prior itself or to samples of it, or nothing',
  ),
  posterior: choice(
    'deterministic',
    ['deterministic', 'gaussian', 'universal'],
    'the code of a picture: a point, a draw from its own Gaussian, or a function of the picture and noise',
  ),
  ...commonOptions,
  ...scheduleOptions,
  batch: count(256, 'pictures per step'),
  steps: count(2500, 'training steps in all'),
  learningRate: automatic(
    positive(
      1e-3,
      "of the reconstruction's Adam, at its highest (5e-4 beside a discriminator, otherwise 1e-3)",
    ),
  ),
  matchingLearningRate: positive(
    5e-4,
    'of the Adam that moves the encoder by a discriminator, at its highest',
  ),
  discriminatorLearningRate: positive(1e-3, "of the discriminators' Adam, at its highest"),
  momentum: share(0.5, "beta 1 of the two players' Adams: little of it, since the other one moves too"),
  matchingWeight: atLeastZero(1, 'of the squared MMD, or of the discriminators’ opinion'),
  labelled: automatic(
    whole(
      0,
      'pictures whose class is told, as many of each: they choose the part of the prior, or teach the class (up to 10000 if the prior has a part for each class, otherwise none)',
    ),
  ),
  codeLength: count(2, 'numbers of a code, or of a style'),
  clusters: count(20, 'classes that the variants clustering and embedding look for'),
  units: count(1000, 'width of the two hidden layers of every network'),
  batchNorm: choice('none', ['none', 'encoder'], 'whether the hidden layers of the encoder are normalised'),
  inputDropout: share(0.2, 'share of the pixels that the encoder does not see in training'),
  noise: atLeastZero(0, 'standard deviation of noise on the pictures, which are in [0, 1]'),
  discriminatorNoise: atLeastZero(0, 'standard deviation of noise on what a discriminator sees'),
} as const satisfies OptionTable;

/** Every option of the recipe, with its value. Plain data. */
export type AaeOptions = OptionsOf<typeof options>;

/** The same with what was left to the recipe. */
export type AaeSettings = AaeOptions & { readonly labelled: number; readonly learningRate: number };

export const aaeDescription = {
  name: 'aae',
  about: 'Train an autoencoder whose codes follow a prior: by a discriminator, or by the kernel MMD.',
  options,
  presets: {
    // Tuned on MNIST for the ring, so that held-out codes fill it: what was tried is on the paper's page of the documentation.
    quick: { validateEvery: 250, checkpointEvery: 500 },
    // Batch as recalled from the paper's appendix, and the order of its epochs; its rates are of momentum, ours of Adam.
    paper: {
      inputDropout: 0,
      batch: 100,
      steps: 500_000,
      schedule: 'halving',
      validateEvery: 1000,
      checkpointEvery: 1000,
    },
  },
} as const satisfies RecipeDescription<typeof options>;
