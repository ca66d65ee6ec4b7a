/** `diopter comparator`: the networks whose features losses compare. */

import { Command } from 'commander';

/** The options of `diopter comparator pull`. */
export interface PullFlags {
  readonly url?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** The options of `diopter comparator import`. */
export interface ImportFlags {
  readonly prototxt?: string;
  readonly architecture?: string;
  readonly taps?: string;
  readonly out: string;
  readonly json?: true;
}

export function comparatorCommand(): Command {
  return new Command('comparator')
    .description('See, fetch and convert comparators: networks whose features losses compare.')
    .addCommand(list())
    .addCommand(pull())
    .addCommand(importing());
}

function list(): Command {
  return new Command('list')
    .description('List the comparators that have names, which of them are here, and their layers.')
    .option('--json', 'print the list as JSON')
    .action(async (flags: { json?: true }) => {
      const { runList } = await import('./run-list.js');
      await runList(flags);
    });
}

function pull(): Command {
  return new Command('pull')
    .description(
      'Download a public comparator into the cache and verify it; a broken download goes on where it ended.',
    )
    .argument('<name>', 'as in the list')
    .option('--url <url>', 'a mirror: another address of the same file')
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'no progress')
    .addHelpText('after', '\nThe cache is DIOPTER_CACHE, or in the cache folder of the system.')
    .action(async (name: string, flags: PullFlags) => {
      const { runPull } = await import('./run-pull.js');
      await runPull(name, flags);
    });
}

function importing(): Command {
  return new Command('import')
    .description('Turn weights of Caffe (.caffemodel) or PyTorch (.safetensors) into an ONNX file.')
    .argument('<file>', 'the weights')
    .option('--prototxt <file>', 'the network of a caffemodel')
    .option('--architecture <name>', 'the network, where no prototxt says it, such as torchvision-alexnet')
    .option('--taps <layers>', 'the layers to compare, such as conv5,pool5 (the outputs)')
    .requiredOption('-o, --out <file>', 'the ONNX file; its description goes beside it, as .json')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, flags: ImportFlags) => {
      const { runImport } = await import('./run-import.js');
      await runImport(file, flags);
    });
}
