/** What a run of a classifier leaves for people and programs. */

import { join } from 'node:path';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { writeResult } from '../../files/write-result.js';
import { confusionChart, writeChart } from '../../reports/index.js';
import type { Improvement, Totals } from '../frame/index.js';
import { networkFile, type TrainedParameters } from '../network-file.js';
import type { Centring } from './centring.js';
import { type ClassifierInput, weightsPacking } from './learner.js';

/** The files of a run, in its folder. */
export const classifierFiles = {
  network: { path: 'network.onnx', about: 'the network: pixels in [0, 1] to logits, NHWC, any batch' },
  description: { path: 'network.json', about: "the network's classes, and what it centres pixels with" },
  confusion: { path: 'confusion.png', about: 'how often held-out pictures are taken for each class' },
} as const;

/** A network that is written, and what is said of it. */
export interface WrittenClassifier {
  readonly network: ClassifierInput['network'];
  readonly classes: readonly string[];
  readonly imageShape: readonly number[];
  /** What it centres pixels with, where that is known. */
  readonly centring?: Centring;
}

/** What was learnt, in host memory. */
export interface LearntClassifier {
  readonly weights: HostTensor;
  readonly statistics: Record<string, Record<string, HostTensor>>;
}

/** Writes `network.onnx` and `network.json`. */
export async function writeNetwork(
  folder: string,
  { network, classes, imageShape, centring }: WrittenClassifier,
  { weights, statistics }: LearntClassifier,
): Promise<void> {
  const parameters = weightsPacking(network).unpackValues(weights) as TrainedParameters;
  const bytes = networkFile(network, parameters, { statistics, layout: 'nhwc' });
  await writeResult(join(folder, classifierFiles.network.path), bytes);
  const description = {
    classes,
    imageShape,
    range: [0, 1],
    // Inside the network: for those who want to know, not to be done again.
    ...(centring && { centredInside: centring }),
  };
  await writeResult(
    join(folder, classifierFiles.description.path),
    `${JSON.stringify(description, null, 2)}\n`,
  );
}

/** Writes all files of what is the best so far. */
export async function writeImproved(
  folder: string,
  written: WrittenClassifier,
  { judged, totals }: Improvement,
): Promise<void> {
  await writeNetwork(folder, written, judged as unknown as LearntClassifier);
  await writeConfusion(folder, totals.confusion!, written.classes);
}

/** Writes `confusion.svg` and `confusion.png`. */
async function writeConfusion(folder: string, { data }: Totals, classes: readonly string[]): Promise<void> {
  const counts = classes.map((_, i) => [...data.subarray(i * classes.length, (i + 1) * classes.length)]);
  const svg = confusionChart(counts, { classes });
  await writeChart(join(folder, classifierFiles.confusion.path.replace(/\.png$/, '')), svg);
}
