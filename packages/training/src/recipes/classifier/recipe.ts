/** The recipe of classifiers: its data, its files, and what it says of itself. */

import { type Recipe, type RecipeReport, type RecipeRun, trainRecipe } from '../frame/index.js';
import { openClassified } from './data.js';
import { classifierDescription } from './description.js';
import { classifierFiles } from './files.js';
import { classifierHeadline } from './headline.js';
import { openedClassifier } from './opened.js';
import { fileSource, namedSource } from './source.js';

/** Training a network to tell classes of pictures. */
export const classifierRecipe: Recipe<typeof classifierDescription.options> = {
  ...classifierDescription,
  worker: new URL('./classifier.worker.js', import.meta.url),
  files: classifierFiles,
  // An axis for both would suit neither: accuracy has a chart of its own on the page.
  charted: ['loss'],
  validateFirst: true,
  async open({ options, ...source }) {
    const pictures = await openClassified(source, options);
    const { network, start, ...known } =
      options.from === undefined
        ? await namedSource(options, pictures)
        : await fileSource(options.from, pictures);
    const input = { network, classes: pictures.classes.length, options, ...(start && { start }) };
    return openedClassifier(pictures, input, known);
  },
  headline: classifierHeadline,
};

/**
 * Trains a classifier on pictures of one size with classes: a named one from nothing, or with `from` whatever a file holds, which is judged before
 * the first step too. It leaves in `out`: `network.onnx` and `network.json` (of the best validation so far), `confusion.png`, `report.html`,
 * `metrics.jsonl`, `loss.svg`, `checkpoints/` and `config.json`.
 *
 * @throws DiopterError about options, data, the file, the folder, and losses that are not finite.
 *
 * @example
 * const { best } = await trainClassifier({ data: 'cifar-10-batches-bin', out: 'runs/wider', from: 'wider.safetensors' });
 */
export function trainClassifier(run: RecipeRun<typeof classifierDescription.options>): Promise<RecipeReport> {
  return trainRecipe(classifierRecipe, run, run);
}
