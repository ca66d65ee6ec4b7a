/** `diopter probe`: what can be read off features. */

import { Command } from 'commander';
import { wholeNumber } from '../numbers.js';

/** The options of `diopter probe svm`. */
export interface ProbeSvmFlags {
  readonly data: string;
  readonly dataset: string;
  readonly taps?: readonly string[];
  readonly size?: number;
  readonly folds?: number;
  readonly seed?: number;
  readonly json?: true;
  readonly quiet?: true;
}

export function probeCommand(): Command {
  return new Command('probe').description('See what can be read off features.').addCommand(svm());
}

function svm(): Command {
  return new Command('svm')
    .description('Fit a linear SVM to features of a labelled data set, and count what it gets right.')
    .argument(
      '<features>',
      "the folder of a run, the name or file of a comparator, 'raw' pixels, or 'random': Exemplar-CNN untrained",
    )
    .requiredOption('--data <dir>', 'folder of the data set')
    .option('--dataset <name>', 'cifar10, stl10, mnist or fashion-mnist', 'cifar10')
    .option('--taps <names>', "a comparator's layers, with commas between them", (text) => text.split(','))
    .option(
      '--size <n>',
      'enlarge smaller pictures to this side, in pixels (64; raw pixels: as they are)',
      wholeNumber(1),
    )
    .option('--folds <n>', 'parts that the rest is fitted to (5)', wholeNumber(2))
    .option('--seed <n>', 'which pictures are in which part (1)', wholeNumber(0))
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'no progress')
    .action(async (features: string, flags: ProbeSvmFlags) => {
      const { runProbeSvm } = await import('./run-probe-svm.js');
      await runProbeSvm(features, flags);
    });
}
