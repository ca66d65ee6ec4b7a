/** What experiments over several seeds can all be told. */

import { Command, Option } from 'commander';
import { wholeNumber } from './numbers.js';

/** The options of {@link experimentCommand}. */
export interface ExperimentFlags {
  readonly out: string;
  readonly seeds: number;
  readonly preset?: 'quick' | 'paper';
  readonly steps?: number;
  readonly threads?: number;
  readonly json?: true;
  readonly quiet?: true;
}

/**
 * The command `experiment` with the options of all of them: where results go, seeds, and what every run is told.
 *
 * @param name of the experiment, in the default of `--out`.
 * @param recipe that its runs are of.
 */
export function experimentCommand(name: string, recipe: string): Command {
  return new Command('experiment')
    .option('-o, --out <dir>', 'folder of runs and result', `runs/${name}-experiment`)
    .option('--seeds <n>', 'how many', wholeNumber(1), 3)
    .addOption(
      new Option('--preset <name>', `of each run, as of train ${recipe} (quick)`).choices(['quick', 'paper']),
    )
    .option('--steps <n>', 'training steps of each run (as the preset has it)', wholeNumber(1))
    .option('--threads <n>', 'CPU threads (as many as there are cores)', wholeNumber(1))
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'no progress');
}
