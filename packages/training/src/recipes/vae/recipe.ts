/** The recipe of the variational autoencoder: its data, its files, and what it says of itself. */

import { comparedFeatures } from '../compared-features.js';
import { openPictures, type Recipe, type RecipeReport, type RecipeRun, trainRecipe } from '../frame/index.js';
import { playersReported } from '../image-report.js';
import type { TrainedParameters } from '../network-file.js';
import { vaeDescription } from './description.js';
import { vaeFiles, writeNetworks, writePictures } from './files.js';
import type { VaeInput } from './learner.js';

/** Training the variational autoencoder on 64x64 crops of pictures. */
export const vaeRecipe: Recipe<typeof vaeDescription.options> = {
  ...vaeDescription,
  worker: new URL('./vae.worker.js', import.meta.url),
  files: vaeFiles,
  charted: ['loss', 'pixel', 'feature', 'divergence', 'adversarial', 'discriminatorLoss'],
  async open({ options, ...source }) {
    const pictures = await openPictures(source, options);
    const { channels, crop } = pictures;
    const picture = { size: crop, channels };
    const { comparator, identity, paths } = await comparedFeatures(options, pictures.training);
    const input: VaeInput = { options, picture, ...(comparator && { comparator }) };
    return {
      input,
      batchAt: pictures.training,
      heldOut: pictures.heldOut,
      identity: { pictures: pictures.count, ...identity },
      paths,
      facts: { pictures: pictures.count, crop, heldOut: pictures.heldOutCount },
      improved: async (folder, { judged, pictures: shown }) => {
        await writeNetworks(folder, options, picture, judged as TrainedParameters);
        await writePictures(folder, (await pictures.heldOut.batchAt(0)).images, shown);
      },
    };
  },
  reported: playersReported,
  headline: ({ psnr = Number.NaN, divergence = Number.NaN }) =>
    `PSNR ${psnr.toFixed(2)} dB on held-out crops, ${divergence.toFixed(0)} nats from the prior`,
};

/**
 * Trains the variational autoencoder on 64x64 crops, and leaves in `out`: `samples.png`, `prior-samples.png`, `encoder.onnx` and
 * `decoder.onnx` (of the best validation so far), `report.html`, `metrics.jsonl`, `loss.svg`, `checkpoints/` and `config.json`.
 *
 * @throws DiopterError about options, pictures, the comparator, the folder, and losses that are not finite.
 *
 * @example
 * const { best } = await trainVae({ data: 'photographs', out: 'runs/vae', loss: 'deepsim', steps: 2000 });
 */
export function trainVae(run: RecipeRun<typeof vaeDescription.options>): Promise<RecipeReport> {
  return trainRecipe(vaeRecipe, run, run);
}
