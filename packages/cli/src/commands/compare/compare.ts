/** `diopter compare`. */

import { Command } from 'commander';
import { wholeNumber } from '../numbers.js';

/** The options of `diopter compare`. */
export interface CompareFlags {
  readonly data: string;
  readonly dataset?: string;
  readonly comparator?: string;
  readonly taps?: readonly string[];
  readonly count?: number;
  readonly seed?: number;
  readonly out: string;
  readonly json?: true;
  readonly quiet?: true;
}

export function compareCommand(): Command {
  return new Command('compare')
    .description('Send the same pictures through several trained models, and say which comes nearest.')
    .argument('<run...>', 'folders of runs')
    .requiredOption('--data <dir>', 'folder of pictures, or of the data set that --dataset names')
    .option('--dataset <name>', 'cifar10, stl10, mnist or fashion-mnist')
    .option(
      '--comparator <name|file>',
      'whose features are compared; one that no run was trained with (exemplar-cnn)',
    )
    .option('--taps <names>', 'its layers, with commas between them', (text) => text.split(','))
    .option('--count <n>', 'pictures at most (256)', wholeNumber(2))
    .option('--seed <n>', 'which pictures, if there are more (1)', wholeNumber(0))
    .option('-o, --out <dir>', 'folder of the result', 'runs/compare')
    .option('--json', 'print the numbers as JSON')
    .option('--quiet', 'no progress')
    .action(async (runs: string[], flags: CompareFlags) => {
      const { runCompare } = await import('./run-compare.js');
      await runCompare(runs, flags);
    });
}
