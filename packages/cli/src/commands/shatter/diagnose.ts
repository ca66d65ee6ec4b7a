/** `diopter shatter diagnose`. */

import { designOptions } from '@diopter/training/catalog';
import { Command, InvalidArgumentError, Option } from 'commander';
import { number, wholeNumber } from '../numbers.js';
import { tableFlags } from '../train/option-flags.js';

/** The options of `diopter shatter diagnose`; those of a design come by their names. */
export interface DiagnoseFlags {
  readonly data?: string;
  readonly dataset?: string;
  readonly inputs?: readonly string[];
  readonly examples?: number;
  readonly points?: number;
  readonly size?: number;
  readonly layout?: 'nhwc' | 'nchw';
  readonly output?: string;
  readonly bgr?: true;
  readonly scale?: number;
  readonly mean?: readonly number[];
  readonly deviation?: readonly number[];
  readonly seed?: number;
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
  readonly [design: string]: unknown;
}

/** The fewest points that the largest lag, 15, fits between. */
const fewestPoints = 16;

export function diagnoseCommand(): Command {
  const command = new Command('diagnose')
    .description(
      'Say whether the gradients of a network shatter, where its units merge, die or saturate, and what may help.',
    )
    .argument(
      '[model]',
      'an ONNX file, the folder of a run, or the name of a comparator; without it, a design (below)',
    )
    .option('--data <dir>', 'folder of pictures, or of the data set that --dataset names')
    .option('--dataset <name>', 'cifar10, stl10, mnist or fashion-mnist')
    .option(
      '--inputs <picture...>',
      'picture files; without --data and --inputs, inputs are drawn: normal numbers',
    )
    .option('--examples <n>', 'pictures of the data set, or drawn inputs (32)', wholeNumber(2))
    .option('--points <n>', 'on the path between the first two (256)', wholeNumber(fewestPoints))
    .option(
      '--size <n>',
      'height and width of the pictures (what the network says, else the first picture)',
      wholeNumber(1),
    )
    .addOption(
      new Option(
        '--layout <name>',
        'how images lie in the file (what a file of ours says, else nchw)',
      ).choices(['nhwc', 'nchw']),
    )
    .option('--output <layer>', 'whose gradients are judged (the first output; what a softmax gets)')
    .option('--bgr', 'the network wants blue, green, red')
    .option('--scale <x>', 'what pixels in [0, 1] are multiplied with (1; 255 for networks of Caffe)', number)
    .option('--mean <x,...>', 'what is then taken off: one number, or one for each channel (0)', numbers)
    .option('--deviation <x,...>', 'and divided by (1)', numbers)
    .option(
      '--seed <n>',
      'what all randomness is derived from: which pictures, directions, weights of a design (1)',
      wholeNumber(0),
    )
    .option('-o, --out <dir>', 'folder for pictures, report.html and diagnosis.json (none)')
    .option('--json', 'print the numbers as JSON')
    .option('--quiet', 'no progress');
  for (const option of tableFlags(designOptions))
    command.addOption(option.helpGroup('A design, as train deep starts with it:'));
  return command
    .addHelpText(
      'after',
      '\nThe preprocessing of a file is that of the .json file beside it, unless --bgr, --scale, --mean or --deviation say it.',
    )
    .action(async (model: string | undefined, flags: DiagnoseFlags) => {
      const { runDiagnose } = await import('./run-diagnose.js');
      await runDiagnose(model, flags);
    });
}

function numbers(text: string): number[] {
  try {
    return text.split(',').map(number);
  } catch {
    throw new InvalidArgumentError('These are no numbers with commas between them.');
  }
}
