/** The recipe of the autoencoder: its data, its files, and what it says of itself. */

import type { HostTensor, Tree } from '@diopter/core-tensor/tree';
import { comparedFeatures } from '../compared-features.js';
import { openPictures, type Recipe, type RecipeReport, type RecipeRun, trainRecipe } from '../frame/index.js';
import { playersReported } from '../image-report.js';
import { autoencoderDescription } from './description.js';
import { autoencoderFiles, writeModels, writeSamples } from './files.js';
import type { AutoencoderInput } from './learner.js';

const decibels = (value = Number.NaN) => `${value.toFixed(2)} dB`;

/** Training the autoencoder on 64x64 crops of pictures. */
export const autoencoderRecipe: Recipe<typeof autoencoderDescription.options> = {
  ...autoencoderDescription,
  worker: new URL('./autoencoder.worker.js', import.meta.url),
  files: autoencoderFiles,
  charted: ['loss', 'pixel', 'feature', 'adversarial', 'discriminatorLoss'],
  async open({ options, ...source }) {
    const pictures = await openPictures(source, options);
    const { channels, crop } = pictures;
    const { comparator, identity, paths } = await comparedFeatures(options, pictures.training);
    const input: AutoencoderInput = { options, channels, ...(comparator && { comparator }) };
    return {
      input,
      batchAt: pictures.training,
      heldOut: pictures.heldOut,
      identity: { pictures: pictures.count, ...identity },
      paths,
      facts: { pictures: pictures.count, crop, heldOut: pictures.heldOutCount },
      improved: async (folder, { judged, pictures: { images } }) => {
        await writeModels(folder, channels, judged as Readonly<Record<string, Tree<HostTensor>>>);
        await writeSamples(folder, (await pictures.heldOut.batchAt(0)).images, images!);
      },
    };
  },
  reported: playersReported,
  headline: ({ psnr, downsamplePsnr }) =>
    `PSNR ${decibels(psnr)} on held-out crops (downsample: ${decibels(downsamplePsnr)})`,
};

/**
 * Trains the autoencoder on 64x64 crops, and leaves in `out`: `samples.png`, `autoencoder.onnx`, `encoder.onnx` and
 * `decoder.onnx` (of the best validation so far), `report.html`, `metrics.jsonl`, `loss.svg`, `checkpoints/` and `config.json`.
 *
 * @throws DiopterError about options, pictures, the comparator, the folder, and losses that are not finite.
 *
 * @example
 * const { best } = await trainAutoencoder({ data: 'photographs', out: 'runs/first', loss: 'deepsim', steps: 2000 });
 */
export function trainAutoencoder(
  run: RecipeRun<typeof autoencoderDescription.options>,
): Promise<RecipeReport> {
  return trainRecipe(autoencoderRecipe, run, run);
}
