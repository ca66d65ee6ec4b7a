/** How many pictures' classes are told, if nobody says. */

import { priorClasses } from '@diopter/models';
import type { AaeOptions } from './description.js';
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

/** @param data classes of the data set, 0 if it has none, and pictures to learn from. */
export function labelledCount(
  options: AaeOptions,
  { classes, pictures }: { readonly classes: number; readonly pictures: number },
): number {
  if (options.labelled !== undefined) return options.labelled;
  // Fewer pictures than classes cannot tell one of each.
  return pictures < classes ? 0 : Math.min(usual[options.variant](options, classes), pictures);
}
