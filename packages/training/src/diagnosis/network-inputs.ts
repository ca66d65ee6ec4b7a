/** Pictures, or drawn numbers, as a network takes them. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Shape } from '@diopter/core-tensor/graph';
import { type Key, normalValues } from '@diopter/core-tensor/random';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { preprocess } from '@diopter/losses';
import * as tf from '@tensorflow/tfjs';
import { cropAt, resize, type StoredImage, stackImages, withChannels } from '../images/index.js';
import type { DiagnosedNetwork } from './network.js';

type Wanted = Pick<DiagnosedNetwork, 'shape' | 'preprocessing'>;

/**
 * Pictures as a network takes them: scaled until they cover its size, their centres kept, in its channels, and preprocessed. A network of
 * any size gets the first picture's, or squares of `size`; one of vectors gets the pixels one after the other.
 *
 * @throws DiopterError `shape-mismatch` for a network that takes no pictures; `invalid-data` if the first two are the same.
 */
export function pictureInputs(
  images: readonly StoredImage[],
  { shape, preprocessing }: Wanted,
  size?: number,
): HostTensor<'float32'> {
  const [height, width, channels] = pictureShape(shape, images[0]!, size);
  const fitted = images.map((image) => covering(withChannels(image, channels), { width, height }));
  const stacked = stackImages(fitted);
  if (sameRows(stacked)) {
    throw new DiopterError('invalid-data', {
      what: 'the first two pictures are the same: there is no path between them',
      where: 'the pictures',
    });
  }
  const prepared = tf.tidy(
    () => preprocess(tf.tensor(stacked.data, [...stacked.shape]), preprocessing).dataSync() as Float32Array,
  );
  const rest = shape.length === 2 ? [height * width * channels] : [height, width, channels];
  return { shape: [images.length, ...rest], dtype: 'float32', data: prepared };
}

/**
 * Independent standard normal numbers.
 *
 * @throws DiopterError `invalid-option` where the network takes any size and none is named.
 */
export function drawnInputs(key: Key, shape: Shape, count: number, size?: number): HostTensor<'float32'> {
  const sizes = shape
    .slice(1)
    .map((length, axis) => (shape.length === 4 && axis < 2 ? (size ?? length) : length));
  if (sizes.includes(null)) {
    throw new DiopterError('invalid-option', {
      what: `the network takes any size: [${shape.map((length) => length ?? '?').join(', ')}]`,
      where: 'option size',
      help: 'give --size, or pictures',
    });
  }
  return normalValues(key, [count, ...(sizes as number[])]);
}

/** Height, width and channels of the pictures for a network. */
function pictureShape(
  shape: Shape,
  first: StoredImage,
  size: number | undefined,
): [height: number, width: number, channels: 1 | 3] {
  const [, height = null, width = null, wanted = null] = shape.length === 4 ? shape : [null];
  const sides = [size ?? height ?? first.height, size ?? width ?? first.width] as const;
  const channels = shape.length === 2 ? (shape[1] ?? 0) / (sides[0] * sides[1]) : (wanted ?? first.channels);
  if ((shape.length === 4 || shape.length === 2) && (channels === 1 || channels === 3))
    return [...sides, channels];
  throw new DiopterError('shape-mismatch', {
    what: `its input [${shape.map((length) => length ?? '?').join(', ')}] is no picture of ${sides[1]}x${sides[0]} pixels`,
    where: 'the network',
    help: '--layout says how its axes lie; without pictures its inputs are drawn',
  });
}

/** The centre of a picture, scaled until it covers a size. */
function covering(
  image: StoredImage,
  size: { readonly width: number; readonly height: number },
): StoredImage {
  const { width, height } = size;
  if (image.width === width && image.height === height) return image;
  const factor = Math.max(width / image.width, height / image.height);
  return cropAt(
    resize(image, {
      width: Math.max(width, Math.round(image.width * factor)),
      height: Math.max(height, Math.round(image.height * factor)),
    }),
    size,
  );
}

function sameRows({ shape, data }: HostTensor<'float32'>): boolean {
  const length = data.length / shape[0]!;
  const [a, b] = [data.subarray(0, length), data.subarray(length, 2 * length)];
  return a.every((value, i) => value === b[i]);
}
