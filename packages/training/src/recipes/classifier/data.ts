/** The pictures of a run: all of one size and with classes, the last of them held out. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { foldIn, type Key } from '@diopter/core-tensor/random';
import {
  type Batch,
  type BatchAt,
  cached,
  type Dataset,
  evaluationBatches,
  openDataset,
  subset,
  trainingBatches,
} from '../../data/index.js';
import { oneSize } from '../one-size.js';
import { type Centring, centringOf } from './centring.js';

/** Pictures in [0, 1] and their classes. */
export type LabelledBatch = Required<Batch>;

/** What {@link openClassified} gives. */
export interface ClassifiedPictures {
  readonly count: number;
  readonly heldOutCount: number;
  readonly shape: NonNullable<Dataset['shape']>;
  /** The names of the classes. */
  readonly classes: readonly string[];
  /** Measures the pictures to train on. */
  readonly centring: () => Promise<Centring>;
  readonly training: BatchAt<LabelledBatch>;
  readonly heldOut: { readonly count: number; readonly batchAt: BatchAt<LabelledBatch> };
}

/** How they are taken. */
export interface ClassifiedOptions {
  /** Share to judge by: the last ones. */
  readonly heldOut: number;
  /** Pictures per step. */
  readonly batch: number;
}

/** Pictures that are judged at the same time: more would only take memory. */
const largestBatch = 256;

/**
 * Opens a data set. What is held out are its last pictures: the order in which it is stored decides, not the seed, so that runs of all
 * seeds are judged by the same pictures, and by a file of their own where the share is that of a file.
 *
 * @throws DiopterError as `openDataset`; `invalid-data` for pictures of different sizes, without classes, or fewer than two.
 */
export async function openClassified(
  { data, dataset: name, key }: { readonly data: string; readonly dataset: string; readonly key: Key },
  { heldOut, batch: batchSize }: ClassifiedOptions,
): Promise<ClassifiedPictures> {
  const dataset = cached(await openDataset(name, data));
  const shape = oneSize(dataset, data);
  const { length, classes = [] } = dataset;
  if (classes.length < 2 || length < 2) {
    throw new DiopterError('invalid-data', {
      what: `${length} pictures of ${classes.length} classes are nothing to tell apart`,
      where: data,
      help: 'name a data set with classes, such as --dataset cifar10',
    });
  }
  const { train, judged } = divideInOrder(dataset, heldOut);
  // Nearly equal batches: most often all have one size, and the network is compiled once to judge.
  const batches = Math.ceil(judged.length / largestBatch);
  const judging = evaluationBatches(judged, { batchSize: Math.ceil(judged.length / batches) });
  return {
    count: length,
    heldOutCount: judged.length,
    shape,
    classes,
    centring: () => centringOf(train, shape[2]),
    training: labelled(trainingBatches(train, { key: foldIn(key, 'batches'), batchSize })),
    heldOut: { count: judging.count, batchAt: labelled(judging.batchAt) },
  };
}

/** A data set with classes has a label for every picture. */
function labelled(batchAt: BatchAt): BatchAt<LabelledBatch> {
  return batchAt as BatchAt<LabelledBatch>;
}

/** The first pictures to train on and the last share of them to judge by; at least one of each. */
function divideInOrder(dataset: Dataset, heldOut: number): { train: Dataset; judged: Dataset } {
  const { length, name } = dataset;
  const first = length - Math.min(Math.max(Math.round(heldOut * length), 1), length - 1);
  const indices = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  return {
    train: subset(dataset, indices(0, first), `${name}, all but the last pictures`),
    judged: subset(dataset, indices(first, length), `${name}, the last pictures`),
  };
}
