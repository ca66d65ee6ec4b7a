/** `diopter aae`: whether the adversary is needed. */

import { Command, Option } from 'commander';
import type { SetExitCode } from '../../program.js';
import { type ExperimentFlags, experimentCommand } from '../experiment-command.js';
import { number, wholeNumber } from '../numbers.js';

const matchings = ['adversarial', 'mmd', 'mmd-sampled', 'none'] as const;

/** The options of `diopter aae experiment`. */
export interface AaeExperimentFlags extends ExperimentFlags {
  readonly data: string;
  readonly dataset: string;
  readonly prior: 'ring10' | 'gaussian';
  readonly matchings: readonly (typeof matchings)[number][];
  readonly lengthscale?: number;
  readonly labelled?: number;
}

export function aaeCommand(setExitCode: SetExitCode): Command {
  const experiment = experimentCommand('aae', { recipe: 'aae' })
    .description(
      'Is the adversary needed? Train the same autoencoder with a discriminator and with the kernel MMD, over several seeds, and judge how well its codes follow the prior.',
    )
    .requiredOption('--data <dir>', 'folder of the data set')
    .option('--dataset <name>', 'mnist, fashion-mnist, cifar10 or stl10', 'mnist')
    .addOption(new Option('--prior <name>', 'of codes').choices(['ring10', 'gaussian']).default('ring10'))
    .addOption(
      new Option('--matchings <name...>', 'which ways of matching')
        .choices(matchings)
        .default(['adversarial', 'mmd']),
    )
    .option('--lengthscale <l>', 'of the kernel that judges, in units of codes (0.25)', number)
    .option('--labelled <n>', 'pictures whose class is told (as the preset has it)', wholeNumber(0))
    .action(async (flags: AaeExperimentFlags) => {
      const { runAaeExperiment } = await import('./run-experiment.js');
      setExitCode(await runAaeExperiment(flags));
    });
  return new Command('aae')
    .description('The experiment of adversarial autoencoders (Makhzani et al. 2015) and the kernel MMD.')
    .addCommand(experiment);
}
