/** The images of a run: all of one size, held out and to train on, with classes as far as they are told. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { foldIn, type Key } from '@diopter/core-tensor/random';
import {
  type Batch,
  type BatchAt,
  cached,
  evaluationBatches,
  openDataset,
  splitDataset,
  trainingBatches,
} from '../../data/index.js';
import { partlyLabelled } from '../../data/partly-labelled.js';
import type { HostBatch } from '../frame/learner.js';
import { oneSize } from '../one-size.js';
import type { AaeOptions } from './description.js';
import { labelledCount } from './settings.js';

/** What {@link openImages} gives. */
export interface AaeImages {
  readonly count: number;
  readonly heldOutCount: number;
  /** Of one image: height, width, channels. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** The names of the classes; none if the data set has none. */
  readonly classes: readonly string[];
  /** Pictures whose class is told. */
  readonly labelled: number;
  readonly training: BatchAt<HostBatch>;
  /** All held-out images as one batch: what codes do together is what is judged. */
  readonly heldOut: () => Promise<Batch>;
}

/** More would cost memory and tell little more. */
const maximumHeldOut = 2000;

/**
 * Opens a data set of images of one size.
 *
 * @throws DiopterError as `openDataset` and `partlyLabelled`; `invalid-data` for pictures of different sizes.
 */
export async function openImages(
  source: { readonly data: string; readonly dataset: string; readonly key: Key },
  options: AaeOptions,
): Promise<AaeImages> {
  const { data, dataset: name, key } = source;
  const { batch: batchSize, heldOut, variant } = options;
  const dataset = cached(await openDataset(name, data));
  const shape = oneSize(dataset, data);
  const { length, classes = [] } = dataset;
  const validation = Math.min(Math.max(Math.round(heldOut * length), 1), maximumHeldOut);
  const parts = splitDataset(dataset, { key: foldIn(key, 'held out'), validation });
  const labelled = labelledCount(options, { classes: classes.length, pictures: parts.train.length });
  if (variant === 'semi-supervised' && labelled === 0) {
    throw new DiopterError('invalid-option', {
      what: 'no class is told, so none can be learnt',
      where: 'option labelled',
      help: 'say of how many pictures, such as --labelled 100, or look for clusters with --variant clustering',
    });
  }
  const needsAll = variant === 'supervised';
  const told = needsAll ? parts.train.length : labelled;
  const { all, labelled: known } =
    classes.length > 0 || told > 0
      ? await partlyLabelled(parts.train, { key: foldIn(key, 'labelled'), count: told })
      : { all: parts.train, labelled: parts.train };
  const drawn = trainingBatches(all, { key: foldIn(key, 'batches'), batchSize });
  const knownBatchSize = Math.min(batchSize, Math.max(known.length, 1));
  const shown = trainingBatches(known, { key: foldIn(key, 'labelled batches'), batchSize: knownBatchSize });
  const teaches = labelled > 0 && (variant === 'semi-supervised' || variant === 'embedding');
  const judged = evaluationBatches(parts.validation, { batchSize: validation });
  return {
    count: length,
    heldOutCount: validation,
    shape,
    classes,
    labelled,
    training: async (n) => {
      const batch = await drawn(n);
      if (!teaches) return batch as HostBatch;
      const { images: labelledImages, labels: labelledLabels } = await shown(n);
      return { ...batch, labelledImages, labelledLabels: labelledLabels! } as HostBatch;
    },
    heldOut: () => judged.batchAt(0),
  };
}
