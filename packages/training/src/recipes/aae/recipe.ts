/** The recipe of the adversarial autoencoder: its data, its files, and what it says of itself. */

import { type Recipe, type RecipeReport, type RecipeRun, trainRecipe } from '../frame/index.js';
import { openImages } from './data.js';
import { aaeDescription } from './description.js';
import { aaeFiles, writeNetworks, writePictures } from './files.js';
import type { AaeInput, AaeJudged } from './learner.js';
import { aaeModel } from './model.js';
import { settingsOf } from './settings.js';

const percent = (value: number) => `${(100 * value).toFixed(1)} %`;

/** What is said of a metric where it is measured. */
const sayings: Readonly<Record<string, (value: number) => string>> = {
  psnr: (value) => `PSNR ${value.toFixed(2)} dB on held-out images`,
  'mmd.code': (value) => `squared MMD of codes ${value.toExponential(1)}`,
  'mmd.style': (value) => `squared MMD of styles ${value.toExponential(1)}`,
  within: (value) => `${percent(value)} of codes within three standard deviations of the prior`,
  accuracy: (value) => `${percent(value)} of classes right`,
};

/** Training the adversarial autoencoder on images of one size. */
export const aaeRecipe: Recipe<typeof aaeDescription.options> = {
  ...aaeDescription,
  worker: new URL('./aae.worker.js', import.meta.url),
  files: aaeFiles,
  charted: ['loss', 'pixel', 'discriminator.code', 'adversarial.code', 'mmd.code'],
  async open({ options, ...source }) {
    const images = await openImages(source, options);
    const settings = settingsOf(options, images.labelled);
    const input: AaeInput = { options: settings, imageShape: images.shape, classes: images.classes.length };
    const model = aaeModel(input);
    const { classes } = images;
    const title = [options.matching, options.variant === 'plain' ? options.prior : options.variant].join(
      ', ',
    );
    return {
      input,
      batchAt: images.training,
      heldOut: { count: 1, batchAt: images.heldOut },
      identity: { pictures: images.count },
      facts: { pictures: images.count, heldOut: images.heldOutCount, labelled: images.labelled },
      improved: async (folder, { judged, pictures }) => {
        await writeNetworks(folder, model, judged as unknown as AaeJudged, {
          imageShape: images.shape,
          prior: options.matching === 'none' ? undefined : model.matched.code?.prior,
        });
        await writePictures(folder, { model, classes, title }, await images.heldOut(), pictures);
      },
    };
  },
  headline: (metrics) =>
    Object.entries(sayings)
      .filter(([name]) => metrics[name] !== undefined)
      .map(([name, say]) => say(metrics[name]!))
      .join(', '),
};

/**
 * Trains the adversarial autoencoder on images of one size, and leaves in `out`: `codes.png`, `manifold.png`, `prior-samples.png`,
 * `samples.png`, `codes.csv`, `encoder.onnx`, `decoder.onnx`, `report.html`, `metrics.jsonl`, `loss.svg`, `checkpoints/` and `config.json`.
 *
 * @throws DiopterError about options, data, the folder, and losses that are not finite.
 *
 * @example
 * const { best } = await trainAae({ data: 'mnist', dataset: 'mnist', out: 'runs/ring', prior: 'ring10', matching: 'mmd' });
 */
export function trainAae(run: RecipeRun<typeof aaeDescription.options>): Promise<RecipeReport> {
  return trainRecipe(aaeRecipe, run, run);
}
