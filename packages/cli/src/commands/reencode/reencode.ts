/** `diopter reencode`. */

import { Command } from 'commander';
import { wholeNumber } from '../numbers.js';

/** The options of `diopter reencode`. */
export interface ReencodeFlags {
  readonly times?: number;
  readonly comparator?: string;
  readonly size?: number;
  readonly count?: number;
  readonly out: string;
  readonly json?: true;
  readonly quiet?: true;
}

export function reencodeCommand(): Command {
  return new Command('reencode')
    .description(
      'Send pictures through a trained encoder and decoder again and again, and show what is left.',
    )
    .argument('<run>', "folder of a run of 'train autoencoder', 'train vae' or 'train inversion'")
    .argument('<image...>', 'picture files, and folders of them')
    .option('--times <n>', 'how often (8)', wholeNumber(1))
    .option('--comparator <name|file>', 'tells the distance from the originals in its features, too')
    .option('--size <n>', 'side of the pictures, if the networks take several sizes (64)', wholeNumber(1))
    .option('--count <n>', 'pictures at most (10)', wholeNumber(1))
    .option('-o, --out <file>', 'a PNG picture; beside it a page with the numbers, .html', 'reencode.png')
    .option('--json', 'print the numbers as JSON')
    .option('--quiet', 'no messages')
    .action(async (run: string, images: string[], flags: ReencodeFlags) => {
      const { runReencode } = await import('./run-reencode.js');
      await runReencode(run, images, flags);
    });
}
