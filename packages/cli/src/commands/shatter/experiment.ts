/** `diopter shatter experiment`: the experiments of the paper. */

import { Command } from 'commander';
import type { SetExitCode } from '../../program.js';
import { wholeNumber, wholeNumbers } from '../numbers.js';

/** The options of `diopter shatter experiment`. */
export interface ShatterExperimentFlags {
  readonly out: string;
  readonly depths?: readonly number[];
  readonly seeds: number;
  readonly width: number;
  readonly points: number;
  readonly seed: number;
  readonly json?: true;
  readonly quiet?: true;
}

export function shatterExperimentCommand(setExitCode: SetExitCode): Command {
  return new Command('experiment')
    .description(
      'Do gradients shatter? Take df/dx of networks at their start over a grid of inputs: its autocorrelation by network and depth, its correlation at random inputs beside theory, and which units inputs share. In acf.json, acf has the lags 0 to 15; a constant gradient, as of networks that look linear, counts as 1 at each.',
    )
    .option('-o, --out <dir>', 'folder of numbers, figures and a page', 'runs/shatter-experiment')
    .option('--seeds <n>', 'networks of each kind', wholeNumber(1), 20)
    .option('--depths <n...>', 'layers, or residual blocks (2 4 10 24 50)', wholeNumbers(1))
    .option('--width <n>', 'units of every hidden layer', wholeNumber(1), 200)
    .option('--points <n>', 'inputs from -2 to 2, 16 or more', wholeNumber(16), 256)
    .option('--seed <n>', 'what all randomness is derived from', wholeNumber(0), 1)
    .option('--json', 'print the numbers as JSON')
    .option('--quiet', 'no progress')
    .action(async (flags: ShatterExperimentFlags) => {
      const { runShatterExperiment } = await import('./run-experiment.js');
      setExitCode(await runShatterExperiment(flags));
    });
}
