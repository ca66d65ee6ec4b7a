/** `diopter deepsim`: the comparison of the paper. */

import { Command } from 'commander';
import type { SetExitCode } from '../../program.js';
import { type ExperimentFlags, experimentCommand } from '../experiment-command.js';

/** The options of `diopter deepsim experiment`. */
export interface DeepsimExperimentFlags extends ExperimentFlags {
  readonly data: string;
  readonly dataset?: string;
  readonly probeData: string;
  readonly comparator: string;
  readonly losses: readonly ('l2' | 'l1' | 'deepsim')[];
}

export function deepsimCommand(setExitCode: SetExitCode): Command {
  const experiment = experimentCommand('deepsim', { recipe: 'autoencoder' })
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
    .option('--losses <name...>', 'which losses', ['l2', 'deepsim'])
    .action(async (flags: DeepsimExperimentFlags) => {
      const { runDeepsimExperiment } = await import('./run-experiment.js');
      setExitCode(await runDeepsimExperiment(flags));
    });
  return new Command('deepsim')
    .description('The experiments of DeePSiM (Dosovitskiy and Brox 2016).')
    .addCommand(experiment);
}
