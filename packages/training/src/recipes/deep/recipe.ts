/** The recipe of deep networks: its data, its files, and what it says of itself. */

import { openClassified } from '../classifier/data.js';
import { classifierFiles } from '../classifier/files.js';
import { classifierHeadline } from '../classifier/headline.js';
import { weightsPacking } from '../classifier/learner.js';
import { openedClassifier } from '../classifier/opened.js';
import { type Recipe, type RecipeReport, type RecipeRun, trainRecipe } from '../frame/index.js';
import { deepDescription, settingsOf } from './description.js';
import { deepClassifier, uncentredNetwork } from './network.js';

/** Training a deep network to tell classes of pictures. */
export const deepRecipe: Recipe<typeof deepDescription.options> = {
  ...deepDescription,
  worker: new URL('../classifier/classifier.worker.js', import.meta.url),
  files: classifierFiles,
  // An axis for both would suit neither: accuracy has a chart of its own on the page.
  charted: ['loss'],
  async open({ options, ...source }) {
    const pictures = await openClassified(source, options);
    const { classes, shape: imageShape } = pictures;
    const described = { options: settingsOf(options), imageShape, classes: classes.length };
    // Options that make no network are refused before every picture is read.
    weightsPacking(uncentredNetwork(described));
    const centring = await pictures.centring();
    return openedClassifier(pictures, deepClassifier({ ...described, centring }), { centring });
  },
  headline: classifierHeadline,
};

/**
 * Trains a deep network on pictures of one size with classes, and leaves in `out`: `network.onnx` and `network.json` (of the best
 * validation so far), `confusion.png`, `report.html`, `metrics.jsonl`, `loss.svg`, `checkpoints/` and `config.json`.
 *
 * @throws DiopterError about options, data, the folder, and losses that are not finite.
 *
 * @example
 * const { best } = await trainDeep({ data: 'cifar-10-batches-bin', out: 'runs/deep', depth: 200, channels: 8 });
 */
export function trainDeep(run: RecipeRun<typeof deepDescription.options>): Promise<RecipeReport> {
  return trainRecipe(deepRecipe, run, run);
}
