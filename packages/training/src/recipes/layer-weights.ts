/** How much each layer of a comparator should weigh, whatever the size of its features. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import { comparatorSession, readComparator } from '@diopter/losses';
import type { ComparatorFile } from '@diopter/losses/comparators';

/**
 * Weights by layer with which the mean squared errors of features add up to 1 if every image is taken for another one: the feature term
 * is then comparable between comparators, whose features can be of any size. A choice of ours, after the error measure of
 * Dosovitskiy and Brox, which is relative to the distance between different images too.
 *
 * @param images several different ones, `[batch, height, width, channels]` in [0, 1].
 */
export async function layerWeights(
  { bytes, description }: ComparatorFile,
  images: HostTensor<'float32'>,
): Promise<Record<string, number>> {
  const session = await comparatorSession(readComparator(bytes, description));
  try {
    const features = Object.entries(await session.features(images));
    return Object.fromEntries(
      features.map(([layer, values]) => [layer, 1 / (features.length * distanceOfNeighbours(values))]),
    );
  } finally {
    await session.release();
  }
}

/** The mean squared difference between each image's features and the next one's; 1 where there is none. */
function distanceOfNeighbours({ data, shape }: HostTensor<'float32'>): number {
  const size = data.length / shape[0]!;
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += (data[i]! - data[(i + size) % data.length]!) ** 2;
  return sum > 0 ? sum / data.length : 1;
}
