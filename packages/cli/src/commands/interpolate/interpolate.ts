/** `diopter interpolate`. */

import { Command, Option } from 'commander';
import { wholeNumber } from '../numbers.js';

/** The options of `diopter interpolate`. */
export interface InterpolateFlags {
  readonly steps?: number;
  readonly path?: 'linear' | 'spherical';
  readonly size?: number;
  readonly out: string;
  readonly json?: true;
  readonly quiet?: true;
}

export function interpolateCommand(): Command {
  return new Command('interpolate')
    .description('Show what lies between pictures in the space of codes or features of a trained network.')
    .argument('<run>', "folder of a run of 'train autoencoder', 'train vae' or 'train inversion'")
    .argument('<image...>', 'picture files, and folders of them: taken in pairs, each pair a row')
    .option('--steps <n>', 'pictures from one to the other, both included (8)', wholeNumber(2))
    .addOption(
      new Option('--path <name>', "straight, or on an arc around 0 for a 'vae' (linear)").choices([
        'linear',
        'spherical',
      ]),
    )
    .option('--size <n>', 'side of the pictures, if the networks take several sizes (64)', wholeNumber(1))
    .option('-o, --out <file>', 'a PNG picture; beside it a page with the numbers, .html', 'interpolate.png')
    .option('--json', 'print the numbers as JSON')
    .option('--quiet', 'no messages')
    .action(async (run: string, images: string[], flags: InterpolateFlags) => {
      const { runInterpolate } = await import('./run-interpolate.js');
      await runInterpolate(run, images, flags);
    });
}
