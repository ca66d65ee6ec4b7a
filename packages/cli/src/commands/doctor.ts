/** `diopter doctor`. */

import { Command } from 'commander';

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Examine this machine: engines, execution providers, and what to install for a GPU.')
    .option('--json', 'print what was found as JSON')
    .action(async ({ json }: { json?: true }) => {
      const { doctor } = await import('@diopter/core-tensor/engine');
      const diagnosis = await doctor();
      if (json) return void process.stdout.write(`${JSON.stringify(diagnosis, null, 2)}\n`);
      const { diagnosisText } = await import('./diagnosis-text.js');
      process.stdout.write(diagnosisText(diagnosis));
    });
}
