/** Clusters of images as the encoder gives them. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { HostTensor } from '@diopter/core-tensor/tree';

/** Images with the probabilities of their clusters, and what they really are. */
export interface ClusteredImages {
  /** `q(y|x)`, `[images, clusters]`: the output `label` of the encoder. */
  readonly probabilities: Pick<HostTensor<'float32'>, 'shape' | 'data'>;
  /** The class of each image, from 0. */
  readonly labels: ArrayLike<number>;
}

/**
 * How many images and clusters there are.
 *
 * @throws DiopterError `shape-mismatch` for probabilities that are no matrix and for another number of labels;
 * `invalid-argument` for labels that are no classes.
 */
export function sizesOf(
  { probabilities: { shape }, labels }: ClusteredImages,
  where: string,
): { readonly images: number; readonly clusters: number } {
  const [images = 0, clusters = 0] = shape;
  if (shape.length !== 2 || images === 0 || clusters === 0 || labels.length !== images) {
    throw new DiopterError('shape-mismatch', {
      what: `${labels.length} labels for probabilities of [${shape.join(', ')}]`,
      where,
      help: 'pass one label and one row of cluster probabilities per image',
    });
  }
  const wrong = Array.from(labels).find((label) => !Number.isInteger(label) || label < 0);
  if (wrong === undefined) return { images, clusters };
  throw new DiopterError('invalid-argument', {
    what: `${wrong} is no class`,
    where,
    help: 'leave out images without a label',
  });
}

/** The most probable cluster of each image; of equals the first. */
export function clustersOf({ shape, data }: ClusteredImages['probabilities']): Int32Array {
  const [images = 0, clusters = 0] = shape;
  return Int32Array.from({ length: images }, (_, image) =>
    indexOfLargest(data.subarray(image * clusters, (image + 1) * clusters)),
  );
}

/** The place of the largest number, of equals the first; 0 where all are NaN. */
export function indexOfLargest(values: ArrayLike<number>): number {
  let place = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[place]!) place = i;
  return place;
}
