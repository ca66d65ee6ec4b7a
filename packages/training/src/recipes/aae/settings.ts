/** What the recipe chooses where nobody says. */

import { priorClasses } from '@diopter/models';
import type { AaeOptions, AaeSettings } from './description.js';
import { codePriors } from './priors.js';

/** As many as the paper tells for its pictures of a prior whose parts are classes (section 2.3). */
const paperCount = 10_000;

/** None where a class is given, found, or to be learnt from a number that only its user knows. */
const usual: Readonly<Record<AaeOptions['variant'], (options: AaeOptions, classes: number) => number>> = {
  plain: ({ prior, codeLength }, classes) =>
    classes > 0 && priorClasses(codePriors[prior](codeLength)) === classes ? paperCount : 0,
  supervised: () => 0,
  'semi-supervised': () => 0,
  clustering: () => 0,
  embedding: () => 0,
};

/**
 * How many pictures' classes are told.
 *
 * @param data classes of the data set, 0 if it has none, and pictures to learn from.
 */
export function labelledCount(
  options: AaeOptions,
  { classes, pictures }: { readonly classes: number; readonly pictures: number },
): number {
  if (options.labelled !== undefined) return options.labelled;
  // Fewer pictures than classes cannot tell one of each.
  return pictures < classes ? 0 : Math.min(usual[options.variant](options, classes), pictures);
}

/** Both players move the encoder by steps of their rate, whatever their losses: the reconstruction's must not be the larger ones. */
const usualRates: Readonly<Record<AaeOptions['matching'], number>> = {
  adversarial: 5e-4,
  mmd: 1e-3,
  'mmd-sampled': 1e-3,
  none: 1e-3,
};

/** The options with everything chosen. */
export function settingsOf(options: AaeOptions, labelled: number): AaeSettings {
  return { ...options, labelled, learningRate: options.learningRate ?? usualRates[options.matching] };
}
