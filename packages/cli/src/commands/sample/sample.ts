/** `diopter sample`. */

import { Command } from 'commander';
import { number, wholeNumber } from '../numbers.js';

/** The options of `diopter sample`. */
export interface SampleFlags {
  readonly count?: number;
  readonly seed?: number;
  readonly temperature?: number;
  readonly out: string;
  readonly json?: true;
}

export function sampleCommand(): Command {
  return new Command('sample')
    .description('Draw codes from the prior of a trained variational autoencoder, and show their pictures.')
    .argument('<run>', "folder of a run of 'train vae'")
    .option('--count <n>', 'samples (64)', wholeNumber(1))
    .option('--seed <n>', 'which samples (1)', wholeNumber(0))
    .option('--temperature <x>', 'deviation of the codes: less is more usual (1)', number)
    .option('-o, --out <file>', 'a PNG picture; beside it a page of the same name, .html', 'sample.png')
    .option('--json', 'print the numbers as JSON')
    .action(async (run: string, flags: SampleFlags) => {
      const { runSample } = await import('./run-sample.js');
      await runSample(run, flags);
    });
}
