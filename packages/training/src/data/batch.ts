/** Batches of pictures as tensors. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import { cropAt, flipHorizontally, type StoredImage, stackImages } from '../images/index.js';
import type { Dataset, Example } from './dataset.js';
import type { Sample } from './sample-plan.js';

/** Pictures of one size and, if the data set has them, their classes. */
export type Batch = {
  /** `[pictures, height, width, channels]`, in [0, 1]. */
  readonly images: HostTensor<'float32'>;
  /** `[pictures]`, from 0. */
  readonly labels?: HostTensor<'int32'>;
};

/** The size of crops: of a square if it is a number. */
export type CropSize = number | { readonly width: number; readonly height: number };

/**
 * Gets the pictures of a batch, all at the same time, and cuts the crops.
 *
 * @throws DiopterError `invalid-argument` if a picture is smaller than the crop; `shape-mismatch` if there is no crop and
 * the pictures have different sizes.
 */
export async function assembleBatch(
  dataset: Dataset,
  samples: readonly Sample[],
  size: CropSize | undefined,
): Promise<Batch> {
  const examples = await Promise.all(samples.map(({ index }) => dataset.get(index)));
  const images = stackImages(samples.map((sample, i) => cut(examples[i]!.image, sample, size)));
  const labels = labelsOf(examples);
  return labels === undefined ? { images } : { images, labels };
}

function cut(image: StoredImage, { x, y, flip }: Sample, size: CropSize | undefined): StoredImage {
  const square = typeof size === 'number' ? { width: size, height: size } : size;
  const part = square === undefined ? image : cropAt(image, square, x, y);
  return flip ? flipHorizontally(part) : part;
}

function labelsOf(examples: readonly Example[]): HostTensor<'int32'> | undefined {
  if (examples.some(({ label }) => label === undefined)) return undefined;
  const data = Int32Array.from(examples, ({ label }) => label!);
  return { shape: [data.length], dtype: 'int32', data };
}
