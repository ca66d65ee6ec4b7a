/** What describes a network that has not been trained: the options of `train deep` that are about it. Light to load. */

import { deepDescription } from '../recipes/deep/description.js';

const {
  depth,
  architecture,
  activation,
  normalisation,
  init,
  beta,
  transformGate,
  channels,
  kernelSize,
  halvings,
} = deepDescription.options;

/** The options of a design: those of the recipe, with its defaults. */
export const designOptions = {
  depth,
  architecture,
  activation,
  normalisation,
  init,
  beta,
  transformGate,
  channels,
  kernelSize,
  halvings,
} as const;
