/** `diopter net2net experiment`: whether students that start from a smaller teacher learn sooner. */

import { type Command, Option } from 'commander';
import type { SetExitCode } from '../../program.js';
import { type ExperimentFlags, experimentCommand } from '../experiment-command.js';
import { each, number, wholeNumber } from '../numbers.js';

const networks = ['plain-cnn', 'residual', 'inception-bn'] as const;
const students = [
  'same-size',
  'wider-even',
  'wider-paper',
  'wider-zero-sum',
  'wider-uneven',
  'wider-with-state',
  'random-pad',
  'wider-from-scratch',
  'deeper',
  'random-deeper',
  'deeper-from-scratch',
] as const;

/** The options of `diopter net2net experiment`. */
export interface Net2NetExperimentFlags extends Omit<ExperimentFlags, 'preset'> {
  readonly data: string;
  readonly dataset: string;
  readonly network: (typeof networks)[number];
  readonly students?: readonly (typeof students)[number][];
  readonly channels?: number;
  readonly factor?: number;
  readonly teacherSteps?: number;
  readonly rateShares?: readonly number[];
  readonly noiseScale?: number;
  readonly learningRate?: number;
  readonly batch?: number;
  readonly heldOut?: number;
  readonly validateEvery?: number;
}

export function net2netExperimentCommand(setExitCode: SetExitCode): Command {
  return experimentCommand('net2net', { steps: 'of each student (600)' })
    .description(
      'Do networks that start from a smaller teacher learn sooner? Train teachers, their wider and deeper students, and the same networks from random weights and with random additions, over several seeds; compare them step by step, and by all that was computed.',
    )
    .requiredOption('--data <dir>', 'folder of the data set')
    .option('--dataset <name>', 'mnist, fashion-mnist, cifar10 or stl10', 'cifar10')
    .addOption(new Option('--network <name>', 'what grows').choices(networks).default(networks[0]))
    .addOption(new Option('--students <name...>', 'which ones (all but wider-even)').choices(students))
    .option('--channels <n>', "of the wider student's first convolutions (16 or 8)", wholeNumber(1))
    .option('--factor <f>', "its channels over the teacher's (1.826: 1 / sqrt(0.3))", number)
    .option('--teacher-steps <n>', 'training steps of each teacher (600)', wholeNumber(1))
    .option('--rate-shares <s...>', "students' learning rates over the teacher's (0.1 and 1)", each(number))
    .option('--noise-scale <s>', "deviation of noise, in units of the weights' own (0.05)", number)
    .option('--learning-rate <r>', "the teacher's (1e-3)", number)
    .option('--batch <n>', 'pictures per step (64)', wholeNumber(1))
    .option('--held-out <share>', 'the last pictures, to judge by (0.1)', number)
    .option('--validate-every <n>', 'steps between validations (50)', wholeNumber(1))
    .action(async (flags: Net2NetExperimentFlags) => {
      const { runNet2NetExperiment } = await import('./run-experiment.js');
      setExitCode(await runNet2NetExperiment(flags));
    });
}
