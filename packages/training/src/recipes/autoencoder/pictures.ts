/** The pictures of a run: opened, divided into those to train on and those to judge by, and cut into crops. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { foldIn, type Key } from '@diopter/core-tensor/random';
import {
  type BatchAt,
  cached,
  type EvaluationBatches,
  evaluationBatches,
  openDataset,
  splitDataset,
  trainingBatches,
} from '../../data/index.js';
import { reduction } from './downsample.js';
import { type AutoencoderOptions, maximumHeldOut } from './options.js';

/** Crops are squares of so many pixels, or as large as smaller pictures of a data set allow. */
const largestCrop = 64;
/** Larger photographs are reduced until their shorter side is so long: 64 pixels of them would show next to nothing. */
const maximumSide = 256;

/** What {@link openPictures} gives. */
export interface Pictures {
  /** How many there are. */
  readonly count: number;
  readonly channels: number;
  /** The side of crops, in pixels: a multiple of 8. */
  readonly crop: number;
  /** Random crops of the pictures to train on, every other one mirrored. */
  readonly training: BatchAt;
  /** The centres of the pictures to judge by. */
  readonly heldOut: EvaluationBatches;
  /** How many pictures are held out. */
  readonly heldOutCount: number;
}

/**
 * Opens a data set, and draws what is held out and all batches from `key`.
 *
 * @param onMessage is told about files that are left out.
 * @throws DiopterError as `openDataset`; `invalid-data` if there are fewer than two pictures.
 */
export async function openPictures(
  dataset: string,
  directory: string,
  { heldOut, batch }: Pick<AutoencoderOptions, 'heldOut' | 'batch'>,
  key: Key,
  onMessage: (text: string) => void,
): Promise<Pictures> {
  const pictures = await openDataset(dataset, directory, {
    minimumSide: largestCrop,
    maximumSide,
    onUnreadable: ({ message }) => onMessage(`left out: ${message}`),
  });
  const { length: count, shape = [largestCrop, largestCrop, 3] } = pictures;
  if (count < 2) {
    throw new DiopterError('invalid-data', {
      what: 'there is only one picture',
      where: directory,
      help: 'one to train on and one to judge by are the least',
    });
  }
  const heldOutCount = Math.min(Math.max(Math.round(heldOut * count), 1), maximumHeldOut, count - 1);
  const { train, validation } = splitDataset(pictures, {
    key: foldIn(key, 'held out'),
    validation: heldOutCount,
  });
  const crop = reduction * Math.floor(Math.min(largestCrop, shape[0], shape[1]) / reduction);
  return {
    count,
    channels: shape[2],
    crop,
    training: trainingBatches(cached(train), {
      key: foldIn(key, 'batches'),
      batchSize: batch,
      crop,
      flip: true,
    }),
    heldOut: evaluationBatches(cached(validation), { batchSize: batch, crop }),
    heldOutCount,
  };
}
