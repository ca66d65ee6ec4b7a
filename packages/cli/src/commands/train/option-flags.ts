/** The options of a recipe as flags: names, checks and help come from its table. */

import type { OptionTable, RecipeDescription } from '@diopter/training/catalog';
import { Option } from 'commander';
import { number } from '../numbers.js';

/** One flag per option of the table, and `--preset`. No flag has a value unless it is given. */
export function optionFlags(table: OptionTable, presets: RecipeDescription['presets']): Option[] {
  const preset = new Option(
    '--preset <name>',
    presets.shipped === undefined
      ? 'where options start from: minutes on two cores, or the settings of the paper (quick)'
      : 'where options start from: minutes on two cores, the settings of the paper, or of what is shipped (quick)',
  ).choices(Object.keys(presets));
  return [preset, ...tableFlags(table)];
}

/** One flag per option of a table. */
export function tableFlags(table: OptionTable): Option[] {
  return Object.entries(table).map(([name, option]) => optionFlag(name, option));
}

function optionFlag(name: string, option: OptionTable[string]): Option {
  const flag = `--${kebab(name)}`;
  const help = option.value === undefined ? option.about : `${option.about} (${option.value})`;
  switch (option.kind) {
    case 'number':
    case 'automatic':
      return new Option(`${flag} <n>`, help).argParser(number);
    case 'choice':
      return new Option(`${flag} <name>`, help).choices(option.choices);
    case 'text':
      return new Option(`${flag} <${option.placeholder}>`, help);
  }
}

/** `learningRate` as `learning-rate`. */
function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
