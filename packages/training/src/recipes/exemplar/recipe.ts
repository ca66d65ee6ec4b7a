/** The recipe of Exemplar-CNN: its data, its files, and what it says of itself. */

import { foldIn } from '@diopter/core-tensor/random';
import { cached, openDataset } from '../../data/index.js';
import { cropAt, toFloat } from '../../images/index.js';
import { type Recipe, type RecipeReport, type RecipeRun, trainRecipe } from '../frame/index.js';
import type { TrainedParameters } from '../network-file.js';
import { batchOf, deformedSamples, exemplarBatches } from './batches.js';
import { colourAxes } from './colours.js';
import { patchSide } from './deform.js';
import { exemplarDescription } from './description.js';
import { exemplarFiles, writeComparator, writeSeeds } from './files.js';
import type { ExemplarLearnerOptions } from './learner.js';
import { sampleSeeds } from './seeds.js';

/** Larger photographs are reduced until their shorter side is so long: a patch then shows a part of a thing, as in STL-10's pictures. */
const maximumSide = 6 * patchSide;
/** Two levels of the scales that seeds are taken at have to hold a patch. */
const minimumSide = 2 * patchSide;
const patch = { width: patchSide, height: patchSide };
/** How many seeds are judged by, one deformation each that training does not see. */
const maximumHeldOut = 1024;

/** Training Exemplar-CNN on patches of photographs. */
export const exemplarRecipe: Recipe<typeof exemplarDescription.options> = {
  ...exemplarDescription,
  worker: new URL('./exemplar.worker.js', import.meta.url),
  files: exemplarFiles,
  charted: ['loss', 'accuracy'],
  async open({ data, dataset, options, key, say }) {
    const { classes, deformations, colour, batch: batchSize, size } = options;
    const pictures = await openDataset(dataset, data, {
      minimumSide,
      maximumSide,
      channels: 3,
      onUnreadable: ({ message }) => say(`left out: ${message}`),
    });
    const seeds = await sampleSeeds(cached(pictures), { classes, key: foldIn(key, 'seeds') });
    const axes = colourAxes(seeds.map((seed) => toFloat(cropAt(seed, patch, 0.5, 0.5)).data));
    const source = { seeds, axes, colour, key: foldIn(key, 'batches') };
    const sample = deformedSamples(source);
    const heldOut = Math.min(classes, maximumHeldOut);
    const judgedBy = (i: number) => sample(Math.floor((i * classes) / heldOut), deformations);
    const input: ExemplarLearnerOptions = options;
    return {
      input,
      batchAt: exemplarBatches({ ...source, batchSize, deformations }),
      heldOut: {
        count: Math.ceil(heldOut / batchSize),
        batchAt: async (n) => {
          const length = Math.min(batchSize, heldOut - n * batchSize);
          return batchOf(Array.from({ length }, (_, i) => judgedBy(n * batchSize + i)));
        },
      },
      identity: { pictures: pictures.length },
      facts: { pictures: pictures.length, classes, heldOut },
      begin: (folder) => writeSeeds(folder, seeds, axes, sample),
      improved: (folder, { judged }) => writeComparator(folder, size, judged as TrainedParameters),
    };
  },
  headline: ({ loss = Number.NaN, accuracy = Number.NaN }) =>
    `${(100 * accuracy).toFixed(1)} % of patches known in a deformation not seen before, loss ${loss.toFixed(3)}`,
};

/**
 * Trains Exemplar-CNN, and leaves in `out`: `exemplar-cnn.onnx` and `exemplar-cnn.json` (the comparator, of the best validation
 * so far), `seeds.png`, `report.html`, `metrics.jsonl`, `loss.svg`, `checkpoints/` and `config.json`.
 *
 * @throws DiopterError about options, pictures, the folder, and losses that are not finite.
 *
 * @example
 * const { best } = await trainExemplar({ data: 'photographs', out: 'runs/exemplar', classes: 2000 });
 */
export function trainExemplar(run: RecipeRun<typeof exemplarDescription.options>): Promise<RecipeReport> {
  return trainRecipe(exemplarRecipe, run, run);
}
