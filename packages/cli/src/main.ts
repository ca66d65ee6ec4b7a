/** The `diopter` command: reads arguments, runs one command, and says what went wrong in one line. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { CommanderError } from 'commander';
import { program } from './program.js';
import { errorLine } from './terminal/error-line.js';

/** What exit codes mean. */
const exitCodes = { success: 0, failure: 1, usage: 2 } as const;

/**
 * Runs the command line.
 *
 * @param argv the arguments after `diopter`.
 * @returns the exit code: 0, 1 after a failure, 2 for arguments that make no sense, 130 after an interruption.
 */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = exitCodes.success;
  const cli = program((exitCode) => {
    code = exitCode;
  });
  try {
    await cli.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    // Commander has printed its errors already; asking for help is not one.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
    process.stderr.write(`${errorLine(error)}\n`);
    const isUsage = error instanceof DiopterError && error.code === 'invalid-option';
    return isUsage ? exitCodes.usage : exitCodes.failure;
  }
}
