/** `npm run bench`: measures Diopter beside every PyTorch of this machine, in one run. */

import { writeFileAtomic } from '@diopter/core-tensor/checkpoint';
import { DiopterError } from '@diopter/core-tensor/errors';
import { parseCommandLine, usage } from './command-line.js';
import { findPyTorch } from './pytorch/find-pytorch.js';
import { machineLine } from './report/machine.js';
import { type ReportedRecord, runBench } from './run-bench.js';

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof DiopterError)) throw error;
  console.error(error.message);
  process.exitCode = error.code === 'invalid-option' ? 2 : 1;
}

async function main(argv: readonly string[]): Promise<void> {
  const options = parseCommandLine(argv);
  if (options.help) {
    console.log(usage);
    return;
  }
  const pyTorches = options.alone ? [] : await findPyTorch();
  console.log(machineLine(pyTorches));
  if (pyTorches.length === 0 && !options.alone) {
    console.log('No PyTorch found: Diopter is measured alone. Set DIOPTER_PYTHON to a Python that has one.');
  }
  const records: ReportedRecord[] = [];
  for (const name of options.names) {
    console.log('');
    records.push(...(await runBench(name, options, pyTorches, console.log)));
  }
  if (options.json !== undefined)
    await writeFileAtomic(options.json, `${JSON.stringify(records, null, 2)}\n`);
}
