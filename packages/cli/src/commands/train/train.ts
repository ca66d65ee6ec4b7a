/** `diopter train`: one subcommand per recipe of the catalog. */

import { type CatalogEntry, catalog } from '@diopter/training/catalog';
import { Command } from 'commander';
import type { SetExitCode } from '../../program.js';
import { wholeNumber } from '../numbers.js';
import { optionFlags } from './option-flags.js';

/** What every `diopter train` takes, as the command line gives it; options of recipes come by their names. */
export interface TrainFlags {
  readonly data?: string;
  readonly dataset?: string;
  readonly out: string;
  readonly preset?: 'quick' | 'paper' | 'shipped';
  readonly threads?: number;
  readonly resume?: true;
  readonly replace?: true;
  readonly json?: true;
  readonly quiet?: true;
  readonly [option: string]: unknown;
}

export function trainCommand(setExitCode: SetExitCode): Command {
  const train = new Command('train').description('Train a network.');
  for (const entry of catalog) train.addCommand(recipeCommand(entry, setExitCode));
  return train;
}

function recipeCommand(entry: CatalogEntry, setExitCode: SetExitCode): Command {
  const { name, about, options, presets, dataset } = entry.description;
  const command = new Command(name)
    .description(about)
    .option('--data <dir>', 'folder of pictures, or of the data set that --dataset names')
    .option(
      '--dataset <name>',
      `cifar10, stl10, mnist or fashion-mnist (${dataset ?? 'a folder of pictures'})`,
    )
    .option('-o, --out <dir>', 'folder of the run', `runs/${name}`);
  for (const option of optionFlags(options, presets)) command.addOption(option);
  return command
    .option('--threads <n>', 'CPU threads (as many as there are cores)', wholeNumber(1))
    .option('--resume', 'go on with the run in --out, with its options')
    .option('--replace', 'start anew over the run in --out')
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'no progress')
    .action(async (flags: TrainFlags) => {
      const { runTrain } = await import('./run-train.js');
      setExitCode(await runTrain(entry, flags, (message) => command.error(`error: ${message}`)));
    });
}
