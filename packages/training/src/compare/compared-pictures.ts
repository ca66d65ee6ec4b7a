/** The pictures that models are compared on. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { foldIn, permutationValues, randomKey } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { enlarged, openDataset } from '../data/index.js';
import { cropAt, stackImages, withChannels } from '../images/index.js';
import type { PictureShape } from './common-shape.js';
import { untrainedPictures } from './held-out.js';

/** Larger pictures are reduced until their shorter side is this many crops long, as in training. */
const cropsPerSide = 4;

/** Where pictures come from, and how many. */
export interface PicturesSource {
  readonly data: string;
  readonly dataset: string;
  readonly runs: readonly string[];
  /** At most so many; if there are more, they are drawn. */
  readonly count: number;
  readonly seed: number;
  readonly onMessage: (text: string) => void;
}

/**
 * The centres of pictures that no run was trained on. If the runs were trained on different parts of this data and left fewer than two
 * pictures in common, of all pictures.
 *
 * @returns `[pictures, size, size, channels]` in [0, 1].
 * @throws DiopterError as `openDataset`; `invalid-data` if there are fewer than two pictures.
 */
export async function comparedPictures(
  { data, dataset, runs, count, seed, onMessage }: PicturesSource,
  { size, channels }: PictureShape,
): Promise<{ readonly images: HostTensor<'float32'>; readonly heldOut: boolean }> {
  const opened = await openDataset(dataset, data, {
    channels,
    minimumSide: size,
    maximumSide: cropsPerSide * size,
    onUnreadable: ({ message }) => onMessage(`left out: ${message}`),
  });
  const pictures = enlarged(opened, size);
  if (pictures.length < 2) {
    throw new DiopterError('invalid-data', {
      what: 'there is only one picture',
      where: data,
      help: 'errors are relative to the distance between two different pictures',
    });
  }
  const untrained = await untrainedPictures(runs, pictures, { data, dataset });
  const heldOut = untrained.length >= 2;
  const candidates = heldOut ? untrained : [...Array(pictures.length).keys()];
  const examples = await Promise.all(chosen(candidates, count, seed).map((index) => pictures.get(index)));
  const square = { width: size, height: size };
  const images = examples.map(({ image }) => cropAt(withChannels(image, channels), square));
  return { images: stackImages(images), heldOut };
}

/** So many of the candidates, in their order. */
function chosen(candidates: readonly number[], count: number, seed: number): number[] {
  const order = permutationValues(foldIn(randomKey(seed), 'compared'), candidates.length).data;
  return [...order.slice(0, count).sort()].map((place) => candidates[place]!);
}
