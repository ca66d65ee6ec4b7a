/** The recipe of inversion: its data, its files, and what it says of itself. */

import { readComparatorFile } from '@diopter/losses/comparators';
import { comparedFeatures, fromAnywhere, hashOf } from '../compared-features.js';
import { openPictures, type Recipe, type RecipeReport, type RecipeRun, trainRecipe } from '../frame/index.js';
import type { ComparedFeatures } from '../image-learner.js';
import { playersReported } from '../image-report.js';
import type { TrainedParameters } from '../network-file.js';
import { type InversionOptions, inversionDescription } from './description.js';
import { encoderOf, inversionFiles, writeNetworks, writeSamples } from './files.js';
import { generatorKinds } from './generators.js';
import { measureFeatures } from './inverted-features.js';
import type { InversionInput } from './learner.js';

const percent = (value = Number.NaN) => `${(100 * value).toFixed(1)} %`;

/** Training the inversion of a network's features. */
export const inversionRecipe: Recipe<typeof inversionDescription.options> = {
  ...inversionDescription,
  worker: new URL('./inversion.worker.js', import.meta.url),
  files: inversionFiles,
  charted: ['loss', 'pixel', 'feature', 'adversarial', 'discriminatorLoss'],
  async open({ options, ...source }) {
    const { generator, layer, comparator } = options;
    const name = options.inverted ?? comparator!;
    const inverted = await readComparatorFile(name);
    const crop = generatorKinds[generator].size;
    const pictures = await openPictures(source, { ...options, crop });
    const { channels, training, heldOut } = pictures;
    const features = await measureFeatures(inverted, layer, (await training(0)).images);
    const compared = await comparedFeatures(options, training);
    // Now, since the bytes move to the thread that trains.
    const encoder = encoderOf(inverted, features.layer);
    const input: InversionInput = {
      options,
      picture: { size: crop, channels },
      inverted,
      features,
      ...(compared.comparator && { compared: comparedBy(options, compared.comparator, name) }),
    };
    return {
      input,
      batchAt: training,
      heldOut,
      identity: {
        pictures: pictures.count,
        inverted: hashOf(inverted),
        layer: features.layer,
        ...compared.identity,
      },
      paths: fromAnywhere({ comparator, inverted: options.inverted }),
      facts: { pictures: pictures.count, crop, heldOut: pictures.heldOutCount },
      improved: async (folder, { judged, pictures: { images } }) => {
        const parameters = judged as TrainedParameters;
        await writeNetworks(folder, { generator, channels, encoder, features, parameters });
        await writeSamples(folder, (await heldOut.batchAt(0)).images, images!);
      },
    };
  },
  reported: playersReported,
  headline: ({ pixelError, featureError }) =>
    `error ${percent(pixelError)} in pixels and ${percent(featureError)} in features of what different pictures differ by`,
};

/** Raw features weigh the same in all layers; the inverted network need not be read twice. */
function comparedBy(
  { comparator, featureUnits }: InversionOptions,
  { file, layers }: ComparedFeatures,
  inverted: string,
): NonNullable<InversionInput['compared']> {
  const weights = Object.entries(layers).map(([layer, weight]) => [
    layer,
    featureUnits === 'raw' ? 1 : weight,
  ]);
  return { layers: Object.fromEntries(weights), ...(comparator !== inverted && { file }) };
}

/**
 * Trains a generator of pictures from a layer of the comparator, and leaves in `out`: `samples.png`, `encoder.onnx` (the comparator up
 * to the layer) and `decoder.onnx` (of the best validation so far), `report.html`, `metrics.jsonl`, `loss.svg`, `checkpoints/` and
 * `config.json`.
 *
 * @throws DiopterError about options, pictures, the comparator and its layer, the folder, and losses that are not finite.
 *
 * @example
 * const { best } = await trainInversion({ data: 'photographs', out: 'runs/relu6', layer: 'relu6', steps: 2000 });
 */
export function trainInversion(run: RecipeRun<typeof inversionDescription.options>): Promise<RecipeReport> {
  return trainRecipe(inversionRecipe, run, run);
}
