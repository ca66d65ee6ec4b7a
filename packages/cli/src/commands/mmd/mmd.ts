/** `diopter mmd`: how far codes are from a prior, or from other codes. */

import { Command, Option } from 'commander';
import { number, wholeNumber } from '../numbers.js';

/** The options of `diopter mmd`. */
export interface MmdFlags {
  readonly prior?: string;
  readonly lengthscale: number;
  readonly kernel?: 'se' | 'imq';
  readonly draws?: number;
  readonly seed?: number;
  readonly json?: true;
}

export function mmdCommand(): Command {
  return new Command('mmd')
    .description('Compare codes with a prior, or with other codes, by the kernel maximum mean discrepancy.')
    .argument('<samples>', 'a CSV file without a header, a code in each line, or a NumPy .npy file')
    .argument('[others]', 'codes to compare with, instead of a prior')
    .option('--prior <name|file>', 'gaussian (N(0, I)), ring10, or a file of other codes')
    .requiredOption('--lengthscale <l>', 'of the kernel, in the units of the codes', number)
    .addOption(
      new Option('--kernel <name>', 'se: exp(-r²/2L²), imq: 2L²/(2L² + r²) (se)').choices(['se', 'imq']),
    )
    .option(
      '--draws <n>',
      'what the p-value ranks among: draws of the prior, or divisions of the samples (999)',
      wholeNumber(1),
    )
    .option('--seed <n>', 'of draws, divisions and directions (1)', wholeNumber(0))
    .option('--json', 'print the numbers as JSON')
    .action(async (samples: string, others: string | undefined, flags: MmdFlags, command: Command) => {
      if ((others === undefined) === (flags.prior === undefined)) {
        command.error('give either --prior or a second file of codes');
      }
      const { runMmd } = await import('./run-mmd.js');
      await runMmd(samples, others, flags);
    });
}
