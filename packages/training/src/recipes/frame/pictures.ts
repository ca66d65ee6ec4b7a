/** The pictures of a run: opened, divided into those to train on and those to judge by, and cut into crops. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { foldIn, type Key } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import {
  type BatchAt,
  cached,
  type Dataset,
  type DatasetSplit,
  enlarged,
  evaluationBatches,
  openDataset,
  splitDataset,
  trainingBatches,
} from '../../data/index.js';
import type { RecipeSource } from './recipe.js';

/** Held-out pictures beyond these would cost time and tell little more. */
const maximumHeldOut = 64;
/** Larger photographs are reduced until their shorter side is this many crops long: one crop of more would show next to nothing. */
const cropsPerSide = 4;

/** How {@link openPictures} divides and cuts. */
export interface PicturesOptions {
  /** The share that is held out, 64 pictures at most. */
  readonly heldOut: number;
  /** Crops per batch. */
  readonly batch: number;
  /** The side of crops, in pixels. Smaller pictures are enlarged. */
  readonly crop?: number;
}

/** Crops, `[batch, side, side, channels]` in [0, 1]. */
export type ImageBatch = { readonly images: HostTensor<'float32'> };

/** What {@link openPictures} gives. */
export interface Pictures {
  /** How many there are. */
  readonly count: number;
  readonly channels: 1 | 3;
  /** The side of crops, in pixels. */
  readonly crop: number;
  /** Random crops of the pictures to train on, every other one mirrored. */
  readonly training: BatchAt<ImageBatch>;
  /** The centres of the pictures to judge by. */
  readonly heldOut: { readonly count: number; readonly batchAt: BatchAt<ImageBatch> };
  /** How many pictures are held out. */
  readonly heldOutCount: number;
}

/**
 * Opens a data set, and draws what is held out and all batches from the run's key.
 *
 * @throws DiopterError as `openDataset`; `invalid-data` if there are fewer than two pictures.
 */
export async function openPictures(
  { data, dataset, key, say }: Omit<RecipeSource<unknown>, 'options'>,
  { heldOut, batch, crop = 64 }: PicturesOptions,
): Promise<Pictures> {
  const opened = await openDataset(dataset, data, {
    minimumSide: crop,
    maximumSide: cropsPerSide * crop,
    onUnreadable: ({ message }) => say(`left out: ${message}`),
  });
  const pictures = enlarged(opened, crop);
  const { length: count, shape: [, , channels] = [crop, crop, 3] } = pictures;
  if (count < 2) {
    throw new DiopterError('invalid-data', {
      what: 'there is only one picture',
      where: data,
      help: 'one to train on and one to judge by are the least',
    });
  }
  const { train, validation } = dividePictures(pictures, { key, heldOut });
  const drawn = trainingBatches(cached(train), {
    key: foldIn(key, 'batches'),
    batchSize: batch,
    crop,
    flip: true,
  });
  const centred = evaluationBatches(cached(validation), { batchSize: batch, crop });
  return {
    count,
    channels: channels as 1 | 3,
    crop,
    training: imagesOnly(drawn),
    heldOut: { count: centred.count, batchAt: imagesOnly(centred.batchAt) },
    heldOutCount: validation.length,
  };
}

/** The pictures to train on and those to judge by: of one data set always the same for the key of a run. */
export function dividePictures(
  pictures: Dataset,
  { key, heldOut }: { readonly key: Key; readonly heldOut: number },
): DatasetSplit {
  const { length } = pictures;
  const validation = Math.min(Math.max(Math.round(heldOut * length), 1), maximumHeldOut, length - 1);
  return splitDataset(pictures, { key: foldIn(key, 'held out'), validation });
}

/** What is not asked for should not be sent from thread to thread. */
function imagesOnly(batchAt: BatchAt): BatchAt<ImageBatch> {
  return async (n) => ({ images: (await batchAt(n)).images });
}
