/** `diopter shatter`: whether gradients shatter. */

import { Command } from 'commander';
import { diagnoseCommand } from './diagnose.js';

export function shatterCommand(): Command {
  return new Command('shatter')
    .description('Shattered gradients (Balduzzi et al. 2017).')
    .addCommand(diagnoseCommand());
}
