/** `diopter train`: one subcommand per recipe. */

import { Command } from 'commander';
import type { SetExitCode } from '../program.js';
import { number, wholeNumber } from './numbers.js';

/** The options of `diopter train autoencoder` as the command line gives them. */
export interface TrainAutoencoderFlags {
  readonly data?: string;
  readonly dataset?: string;
  readonly out: string;
  readonly steps?: number;
  readonly batch?: number;
  readonly seed?: number;
  readonly learningRate?: number;
  readonly noise?: number;
  readonly featureWeight?: number;
  readonly averageDecay?: number;
  readonly validateEvery?: number;
  readonly checkpointEvery?: number;
  readonly comparator?: string;
  readonly threads?: number;
  readonly resume?: true;
  readonly replace?: true;
  readonly json?: true;
  readonly quiet?: true;
}

export function trainCommand(setExitCode: SetExitCode): Command {
  const autoencoder = new Command('autoencoder')
    .description(
      'Train the DeePSiM-style autoencoder on 64x64 crops of pictures, with the loss of pixels and of features of a comparator.',
    )
    .option('--data <dir>', 'folder of pictures, or of the data set that --dataset names')
    .option('--dataset <name>', 'cifar10, stl10, mnist or fashion-mnist')
    .option('-o, --out <dir>', 'folder of the run', 'runs/autoencoder')
    .option('--steps <n>', 'training steps in all (1200)', wholeNumber(1))
    .option('--batch <n>', 'crops per step (16)', wholeNumber(1))
    .option('--seed <n>', 'what all randomness is derived from (1)', wholeNumber(0))
    .option('--learning-rate <rate>', "Adam's, at its highest (0.001)", number)
    .option(
      '--comparator <file>',
      'network of the feature loss, an ONNX file (a small one with random weights)',
    )
    .option('--feature-weight <weight>', 'of the feature loss beside the pixel loss (1)', number)
    .option('--noise <deviation>', 'of the noise on the input; pixels are in [0, 1] (0)', number)
    .option('--average-decay <decay>', 'keep a moving average of the weights, such as 0.999 (0)', number)
    .option('--validate-every <n>', 'steps between validations (100)', wholeNumber(1))
    .option('--checkpoint-every <n>', 'steps between checkpoints (100)', wholeNumber(1))
    .option('--threads <n>', 'CPU threads (as many as there are cores)', wholeNumber(1))
    .option('--resume', 'go on with the run in --out, with its options')
    .option('--replace', 'start anew over the run in --out')
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'no progress')
    .action(async (flags: TrainAutoencoderFlags, command: Command) => {
      const { runTrainAutoencoder } = await import('./train-autoencoder.js');
      setExitCode(await runTrainAutoencoder(flags, (message) => command.error(`error: ${message}`)));
    });
  return new Command('train').description('Train a network.').addCommand(autoencoder);
}
