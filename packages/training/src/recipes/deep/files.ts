/** What a run of a deep network leaves for people and programs. */

import { join } from 'node:path';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { writeResult } from '../../files/write-result.js';
import { confusionChart, writeChart } from '../../reports/index.js';
import type { Totals } from '../frame/index.js';
import { networkFile, type TrainedParameters } from '../network-file.js';
import { weightsPacking } from './learner.js';
import { centredNetwork, type DeepNetworkInput } from './network.js';

/** The files of a run, in its folder. */
export const deepFiles = {
  network: { path: 'network.onnx', about: 'the network: pixels in [0, 1] to logits, NHWC, any batch' },
  description: { path: 'network.json', about: "the network's classes, and what it centres pixels with" },
  confusion: { path: 'confusion.png', about: 'how often held-out pictures are taken for each class' },
} as const;

/** Writes `network.onnx` and `network.json`. */
export async function writeNetwork(
  folder: string,
  input: DeepNetworkInput,
  classes: readonly string[],
  {
    weights,
    statistics,
  }: { readonly weights: HostTensor; readonly statistics: Record<string, Record<string, HostTensor>> },
): Promise<void> {
  const { imageShape, centring } = input;
  const network = centredNetwork(input);
  const parameters = weightsPacking(network).unpackValues(weights) as TrainedParameters;
  const bytes = networkFile(network, parameters, { statistics, layout: 'nhwc' });
  await writeResult(join(folder, deepFiles.network.path), bytes);
  const description = {
    classes,
    imageShape,
    range: [0, 1],
    // Inside the network: for those who want to know, not to be done again.
    centredInside: centring,
  };
  await writeResult(join(folder, deepFiles.description.path), `${JSON.stringify(description, null, 2)}\n`);
}

/** Writes `confusion.svg` and `confusion.png`. */
export async function writeConfusion(
  folder: string,
  { data }: Totals,
  classes: readonly string[],
): Promise<void> {
  const counts = classes.map((_, i) => [...data.subarray(i * classes.length, (i + 1) * classes.length)]);
  const svg = confusionChart(counts, { classes });
  await writeChart(join(folder, deepFiles.confusion.path.replace(/\.png$/, '')), svg);
}
