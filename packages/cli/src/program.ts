/** All commands. What they run is imported when they run: help must not wait for engines. */

import { createRequire } from 'node:module';
import { Command } from 'commander';
import { aaeCommand } from './commands/aae/aae.js';
import { comparatorCommand } from './commands/comparator/comparator.js';
import { compareCommand } from './commands/compare/compare.js';
import { deepCommand } from './commands/deep/deep.js';
import { deepsimCommand } from './commands/deepsim/deepsim.js';
import { doctorCommand } from './commands/doctor.js';
import { interpolateCommand } from './commands/interpolate/interpolate.js';
import { mmdCommand } from './commands/mmd/mmd.js';
import { net2netCommand } from './commands/net2net/net2net.js';
import { probeCommand } from './commands/probe/probe.js';
import { reconstructCommand } from './commands/reconstruct.js';
import { reencodeCommand } from './commands/reencode/reencode.js';
import { sampleCommand } from './commands/sample/sample.js';
import { trainCommand } from './commands/train/train.js';
import { errorPrefix } from './terminal/error-line.js';

/** Called by a command that ends with another exit code than 0 without an error. */
export type SetExitCode = (code: number) => void;

/** The command line. */
export function program(setExitCode: SetExitCode): Command {
  const { version } = createRequire(import.meta.url)('@diopter/cli/package.json') as { version: string };
  const root = new Command('diopter')
    .description('Training images to look right.')
    .version(version)
    .addCommand(trainCommand(setExitCode))
    .addCommand(reconstructCommand())
    .addCommand(reencodeCommand())
    .addCommand(interpolateCommand())
    .addCommand(sampleCommand())
    .addCommand(compareCommand())
    .addCommand(comparatorCommand())
    .addCommand(deepsimCommand(setExitCode))
    .addCommand(aaeCommand(setExitCode))
    .addCommand(deepCommand(setExitCode))
    .addCommand(net2netCommand(setExitCode))
    .addCommand(mmdCommand())
    .addCommand(probeCommand())
    .addCommand(doctorCommand());
  for (const command of withSubcommands(root)) {
    command
      .exitOverride()
      .showHelpAfterError(false)
      .configureOutput({ outputError: (text, write) => write(`${oneLine(text)}\n`) });
  }
  return root;
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** Commander's errors are `error: what` and, on a line of its own, `(Did you mean ...?)`. */
function oneLine(text: string): string {
  return text
    .trim()
    .replace(/^error: /, errorPrefix)
    .replaceAll(/\s*\n\s*/g, ' ');
}
