/** The recipe of deep networks: its data, its files, and what it says of itself. */

import { type Recipe, type RecipeReport, type RecipeRun, trainRecipe } from '../frame/index.js';
import { openClassified } from './data.js';
import { deepDescription, settingsOf } from './description.js';
import { deepFiles, writeConfusion, writeNetwork } from './files.js';
import { weightsPacking } from './learner.js';
import { type DeepNetworkInput, uncentredNetwork } from './network.js';

/** Training a deep network to tell classes of pictures. */
export const deepRecipe: Recipe<typeof deepDescription.options> = {
  ...deepDescription,
  worker: new URL('./deep.worker.js', import.meta.url),
  files: deepFiles,
  // An axis for both would suit neither: accuracy has a chart of its own on the page.
  charted: ['loss'],
  async open({ options, ...source }) {
    const pictures = await openClassified(source, options);
    const { classes, shape: imageShape, count, heldOutCount } = pictures;
    const described = { options: settingsOf(options), imageShape, classes: classes.length };
    // Options that make no network are refused before every picture is read.
    const { size: parameters } = weightsPacking(uncentredNetwork(described));
    const input: DeepNetworkInput = { ...described, centring: await pictures.centring() };
    return {
      input,
      batchAt: pictures.training,
      heldOut: pictures.heldOut,
      identity: { pictures: count },
      facts: { pictures: count, heldOut: heldOutCount, classes: classes.length, parameters },
      improved: async (folder, { judged, totals }) => {
        await writeNetwork(folder, input, classes, judged as unknown as Parameters<typeof writeNetwork>[3]);
        await writeConfusion(folder, totals.confusion!, classes);
      },
    };
  },
  headline: ({ loss = Number.NaN, accuracy = Number.NaN }) =>
    `${(100 * accuracy).toFixed(1)} % of held-out pictures right, loss ${loss.toFixed(3)}`,
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
