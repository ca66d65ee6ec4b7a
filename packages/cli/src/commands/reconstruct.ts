/** `diopter reconstruct`. */

import { Command } from 'commander';

/** The options of `diopter reconstruct`. */
export interface ReconstructFlags {
  readonly model: string;
  readonly out: string;
}

export function reconstructCommand(): Command {
  return new Command('reconstruct')
    .description('Send pictures of any size through a trained autoencoder.')
    .argument('<image...>', 'picture files')
    .requiredOption('--model <file>', 'the autoencoder.onnx of a run')
    .requiredOption('-o, --out <path>', 'a PNG file; for several pictures a folder')
    .action(async (images: string[], flags: ReconstructFlags) => {
      const { runReconstruct } = await import('./run-reconstruct.js');
      await runReconstruct(images, flags);
    });
}
