/** Batches to train on, at random access, and batches to judge by, always the same. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Key } from '@diopter/core-tensor/random';
import { assembleBatch, type Batch, type CropSize } from './batch.js';
import type { Dataset } from './dataset.js';
import { type Sample, samplePlan } from './sample-plan.js';

/** Gives batch `n`, from 0: always the same one for the same `n`. */
export type BatchAt<B = Batch> = (n: number) => Promise<B>;

/** What {@link trainingBatches} draws. */
export interface TrainingBatchesOptions {
  readonly key: Key;
  readonly batchSize: number;
  /** The size of random crops; whole pictures if there is none. */
  readonly crop?: CropSize;
  /** Whether every other picture, by chance, is mirrored left to right. */
  readonly flip?: boolean;
}

/**
 * Endless batches of random crops from shuffled epochs. Batch `n` depends on nothing but the data, the options and `n`: to
 * go on after a stop, one needs to know no more than the number of the step.
 *
 * @throws DiopterError `invalid-argument` for a batch size that is no positive whole number.
 * @example
 * const batchAt = trainingBatches(train, { key: foldIn(key, 'batches'), batchSize: 16, crop: 64, flip: true });
 * const { images } = await batchAt(0); // [16, 64, 64, 3]
 */
export function trainingBatches(dataset: Dataset, options: TrainingBatchesOptions): BatchAt {
  const { crop, ...sampling } = options;
  assertBatchSize(options.batchSize, 'trainingBatches');
  const samplesOf = samplePlan({ ...sampling, length: dataset.length });
  return async (n) => assembleBatch(dataset, samplesOf(n), crop);
}

/** What {@link evaluationBatches} takes. */
export interface EvaluationBatchesOptions {
  readonly batchSize: number;
  /** The size of the crops, taken from the centre; whole pictures if there is none. */
  readonly crop?: CropSize;
  /** Take no more than the first so many pictures. */
  readonly limit?: number;
}

/** Batches in the order of the data set. */
export interface EvaluationBatches {
  /** How many there are. */
  readonly count: number;
  /** The last one can be smaller than the others. */
  readonly batchAt: BatchAt;
}

/**
 * Every picture once, in order, cropped at its centre: to compare one state of a model with another.
 *
 * @throws DiopterError `invalid-argument` for a batch size that is no positive whole number.
 */
export function evaluationBatches(
  dataset: Dataset,
  { batchSize, crop, limit = dataset.length }: EvaluationBatchesOptions,
): EvaluationBatches {
  assertBatchSize(batchSize, 'evaluationBatches');
  const length = Math.min(limit, dataset.length);
  return {
    count: Math.ceil(length / batchSize),
    batchAt: async (n) => {
      const first = n * batchSize;
      const samples = Array.from({ length: Math.min(batchSize, length - first) }, (_, i) =>
        centred(first + i),
      );
      return assembleBatch(dataset, samples, crop);
    },
  };
}

function centred(index: number): Sample {
  return { index, x: 0.5, y: 0.5, flip: false };
}

function assertBatchSize(batchSize: number, where: string): void {
  if (Number.isInteger(batchSize) && batchSize > 0) return;
  throw new DiopterError('invalid-argument', {
    what: `${batchSize} is not a positive whole number`,
    where: `${where}, batchSize`,
  });
}
