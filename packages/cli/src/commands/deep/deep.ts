/** `diopter deep`: whether networks without shortcuts train when they are deep. */

import { Command, Option } from 'commander';
import type { SetExitCode } from '../../program.js';
import { type ExperimentFlags, experimentCommand } from '../experiment-command.js';
import { each, number, wholeNumber } from '../numbers.js';

const networks = ['looks-linear', 'he', 'batch-norm', 'residual'] as const;

/** The options of `diopter deep experiment`. */
export interface DeepExperimentFlags extends ExperimentFlags {
  readonly data: string;
  readonly dataset: string;
  readonly depths: readonly number[];
  readonly networks: readonly (typeof networks)[number][];
  readonly rates?: readonly number[];
  readonly searchSteps?: number;
  readonly channels?: number;
  readonly batch?: number;
  readonly heldOut?: number;
  readonly validateEvery?: number;
}

export function deepCommand(setExitCode: SetExitCode): Command {
  const experiment = experimentCommand('deep', { recipe: 'deep' })
    .description(
      'Do networks without shortcuts train at 200 layers if they start looking linear? Train them beside the same with the usual weights, batch norm and shortcuts, at several depths, each at its best rate, over several seeds.',
    )
    .requiredOption('--data <dir>', 'folder of the data set')
    .option('--dataset <name>', 'mnist, fashion-mnist, cifar10 or stl10', 'cifar10')
    .option('--depths <n...>', 'weight layers (20 and 200)', each(wholeNumber(2)))
    .addOption(new Option('--networks <name...>', 'which ones').choices(networks).default([...networks]))
    .option('--rates <r...>', 'learning rates to try (3e-5, 1e-4, 3e-4, 1e-3 and 3e-3)', each(number))
    .option('--search-steps <n>', 'steps of each try (300)', wholeNumber(1))
    .option('--channels <n>', 'of every layer, before a crelu doubles them (16)', wholeNumber(1))
    .option('--batch <n>', 'pictures per step (64)', wholeNumber(1))
    .option('--held-out <share>', 'the last pictures, to judge by (0.1)', number)
    .option('--validate-every <n>', 'steps between validations (250)', wholeNumber(1))
    .action(async (flags: DeepExperimentFlags) => {
      const { runDeepExperiment } = await import('./run-experiment.js');
      setExitCode(await runDeepExperiment(flags));
    });
  return new Command('deep')
    .description('The experiment of depth, with looks-linear networks (Balduzzi et al. 2017).')
    .addCommand(experiment);
}
