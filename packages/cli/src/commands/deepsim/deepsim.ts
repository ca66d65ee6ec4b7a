/** `diopter deepsim`: the comparison of the paper. */

import { Command, Option } from 'commander';
import type { SetExitCode } from '../../program.js';
import { wholeNumber } from '../numbers.js';

/** The options of `diopter deepsim experiment`. */
export interface DeepsimExperimentFlags {
  readonly data: string;
  readonly dataset?: string;
  readonly probeData: string;
  readonly comparator: string;
  readonly out: string;
  readonly seeds: number;
  readonly losses: readonly ('l2' | 'l1' | 'deepsim')[];
  readonly preset?: 'quick' | 'paper';
  readonly steps?: number;
  readonly threads?: number;
  readonly json?: true;
  readonly quiet?: true;
}

export function deepsimCommand(setExitCode: SetExitCode): Command {
  const experiment = new Command('experiment')
    .description(
      'Train the autoencoder under several losses and seeds, and judge it by pixels, features, sharpness and a linear SVM on its codes.',
    )
    .requiredOption('--data <dir>', 'folder of photographs, or of the data set that --dataset names')
    .option('--dataset <name>', 'cifar10, stl10, mnist or fashion-mnist')
    .requiredOption('--probe-data <dir>', 'folder of CIFAR-10, binary version, for the SVM')
    .requiredOption(
      '--comparator <name|file>',
      'network that judges features: another one than DeePSiM is trained with',
    )
    .option('-o, --out <dir>', 'folder of runs and result', 'runs/deepsim-experiment')
    .option('--seeds <n>', 'how many', wholeNumber(1), 3)
    .option('--losses <name...>', 'which losses', ['l2', 'deepsim'])
    .addOption(
      new Option('--preset <name>', 'of each run, as of train autoencoder (quick)').choices([
        'quick',
        'paper',
      ]),
    )
    .option('--steps <n>', 'training steps of each run (as the preset has it)', wholeNumber(1))
    .option('--threads <n>', 'CPU threads (as many as there are cores)', wholeNumber(1))
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'no progress')
    .action(async (flags: DeepsimExperimentFlags) => {
      const { runDeepsimExperiment } = await import('./run-experiment.js');
      setExitCode(await runDeepsimExperiment(flags));
    });
  return new Command('deepsim')
    .description('The experiments of DeePSiM (Dosovitskiy and Brox 2016).')
    .addCommand(experiment);
}
