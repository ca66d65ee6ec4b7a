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
 * @param runs the recipe whose presets its runs can have; or, where they have none, which runs `--steps` is of.
 */
export function experimentCommand(
  name: string,
  runs: { readonly recipe: string } | { readonly steps: string },
): Command {
  const command = new Command('experiment')
    .option('-o, --out <dir>', 'folder of runs and result', `runs/${name}-experiment`)
    .option('--seeds <n>', 'how many', wholeNumber(1), 3);
  if ('recipe' in runs) {
    command.addOption(
      new Option('--preset <name>', `of each run, as of train ${runs.recipe} (quick)`).choices([
        'quick',
        'paper',
      ]),
    );
  }
  const steps = 'steps' in runs ? runs.steps : 'of each run (as the preset has it)';
  return command
    .option('--steps <n>', `training steps ${steps}`, wholeNumber(1))
    .option('--threads <n>', 'CPU threads (as many as there are cores)', wholeNumber(1))
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'no progress');
}
