/** What a run of Exemplar-CNN leaves for people and programs. */

import { join } from 'node:path';
import type { Graph } from '@diopter/core-tensor/graph';
import { type ExemplarCnnSize, exemplarCnn, exemplarPreprocessing } from '@diopter/models';
import { writeResult } from '../../files/write-result.js';
import { type Image, imageGrid, writeImage } from '../../images/index.js';
import { networkFile, type TrainedParameters } from '../network-file.js';
import type { ColourAxes } from './colours.js';
import { deform } from './deform.js';
import { noDeformation } from './deformation.js';
import type { Seed } from './seeds.js';

/** The files of a run, in its folder. */
export const exemplarFiles = {
  seeds: { path: 'seeds.png', about: 'patches, and deformations of each to the right of it' },
  model: { path: 'exemplar-cnn.onnx', about: 'the features, as a comparator' },
  description: { path: 'exemplar-cnn.json', about: "the comparator's preprocessing and layers" },
} as const;

/** How many seeds `seeds.png` shows, and how many deformations of each. */
const [rows, columns] = [10, 12];

/** Writes `seeds.png`. */
export async function writeSeeds(
  folder: string,
  seeds: readonly Seed[],
  axes: ColourAxes,
  sample: (label: number, index: number) => { readonly image: Image },
): Promise<void> {
  const shown = Array.from({ length: Math.min(rows, seeds.length) }, (_, i) =>
    Math.floor((i * seeds.length) / Math.min(rows, seeds.length)),
  );
  const grid = shown.map((label) => [
    deform(seeds[label]!, noDeformation, axes),
    ...Array.from({ length: columns }, (_, index) => sample(label, index).image),
  ]);
  await writeImage(join(folder, exemplarFiles.seeds.path), imageGrid(grid, { scale: 2 }));
}

/** Writes the features as a comparator: the net without the layer of surrogate classes, and its description. */
export async function writeComparator(
  folder: string,
  size: ExemplarCnnSize,
  parameters: TrainedParameters,
): Promise<void> {
  const network: Graph = exemplarCnn({ size });
  const taps = Object.keys(network.nodes).filter((name) => name.startsWith('relu'));
  const bytes = networkFile(network, parameters, { taps });
  await writeResult(join(folder, exemplarFiles.model.path), bytes);
  const description = { preprocessing: exemplarPreprocessing, taps };
  await writeResult(
    join(folder, exemplarFiles.description.path),
    `${JSON.stringify(description, null, 2)}\n`,
  );
}
