/** What the recipe of deep networks can be told: light to load. */

import { classifierTrainingOptions } from '../classifier/training-options.js';
import {
  atLeastZero,
  automatic,
  choice,
  count,
  type OptionsOf,
  type OptionTable,
  odd,
  positive,
  properShare,
  several,
  whole,
} from '../frame/option-table.js';
import type { RecipeDescription } from '../frame/recipe.js';

/** What describes a network, trained or not. */
export const designOptions = {
  depth: several(20, 'weight layers, the first and the last included'),
  init: choice(
    'looks-linear',
    ['looks-linear', 'orthogonal', 'he', 'xavier'],
    'how weights start; looks-linear: so that the network is linear, for crelu, prelu and mirrored-relu',
  ),
  architecture: choice(
    'plain',
    ['plain', 'residual', 'highway'],
    'what stands beside each layer: nothing, a sum, or a gate of one constant',
  ),
  activation: choice(
    'crelu',
    ['crelu', 'relu', 'prelu', 'mirrored-relu'],
    'what stands before each layer; mirrored-relu is relu with looks-linear weights',
  ),
  normalisation: choice('none', ['none', 'batch-norm'], 'what stands before each activation'),
  beta: atLeastZero(0.1, 'of residual: what each layer is multiplied with before it is added'),
  transformGate: automatic(
    properShare(0.1, 'of highway: what each layer is multiplied with (the root of 1 over the depth)'),
  ),
  channels: count(16, 'of every layer, before a crelu doubles them'),
  kernelSize: odd(3, 'height and width of the filters'),
  halvings: automatic(
    whole(0, 'how often pictures are halved, after every other layer (twice, if sizes and depth allow it)'),
  ),
} as const satisfies OptionTable;

const options = {
  ...designOptions,
  ...classifierTrainingOptions,
  learningRate: automatic(
    positive(
      1e-3,
      "the optimizer's, at its highest (1e-3 for adam, 0.01 for sgd; of more than 20 layers 20 over the depth times that)",
    ),
  ),
} as const satisfies OptionTable;

/** Every option of the recipe, with its value. Plain data. */
export type DeepOptions = OptionsOf<typeof options>;

/** The same with what was left to the recipe, but for what depends on the data. */
export type DeepSettings = DeepOptions & { readonly learningRate: number };

const usualRates: Readonly<Record<DeepOptions['optimizer'], number>> = { adam: 1e-3, sgd: 0.01 };
/** Up to this depth the rates do; a step changes every layer, and what it does to the output adds up. */
const usualDepth = 20;

/** The options with everything chosen. Rates for deeper networks are a choice of ours: 200 layers do not learn at 1e-3, but at 1e-4. */
export function settingsOf(options: DeepOptions): DeepSettings {
  const { optimizer, depth } = options;
  const usual = usualRates[optimizer] * Math.min(1, usualDepth / depth);
  return { ...options, learningRate: options.learningRate ?? usual };
}

export const deepDescription = {
  name: 'deep',
  about: 'Train a classifier of any depth, with or without shortcuts, that starts linear or as is usual.',
  dataset: 'cifar10',
  options,
  presets: {
    quick: {},
    // Balduzzi et al. 2017 train 198 layers on CIFAR-10. Their optimizer's settings cannot be recovered: depth is theirs, the rest ours.
    paper: {
      depth: 198,
      batch: 128,
      steps: 78_000,
      validateEvery: 1000,
      checkpointEvery: 1000,
    },
  },
} as const satisfies RecipeDescription<typeof options>;
