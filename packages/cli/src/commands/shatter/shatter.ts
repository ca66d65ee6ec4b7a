/** `diopter shatter`: how gradients fare with depth. */

import { Command } from 'commander';
import type { SetExitCode } from '../../program.js';
import { diagnoseCommand } from './diagnose.js';
import { shatterExperimentCommand } from './experiment.js';

export function shatterCommand(setExitCode: SetExitCode): Command {
  return new Command('shatter')
    .description('Shattered gradients (Balduzzi et al. 2017).')
    .addCommand(shatterExperimentCommand(setExitCode))
    .addCommand(diagnoseCommand());
}
