/** Pictures, or drawn numbers, as a network takes them. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Shape } from '@diopter/core-tensor/graph';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { type Preprocessing, preprocess } from '@diopter/losses';
import * as tf from '@tensorflow/tfjs';
import { cropAt, resize, type StoredImage, stackImages, withChannels } from '../images/index.js';

/** Height, width and channels. */
export type PictureShape = readonly [height: number, width: number, channels: 1 | 3];

/**
 * The size of pictures for a network: what it says, else squares of `size`, else that of the first picture.
 *
 * @param shape of the network's input: images, or vectors, which get the pixels one after the other.
 * @throws DiopterError `shape-mismatch` for a network that takes no pictures of that size.
 */
export function pictureShape(
  shape: Shape,
  first: Pick<StoredImage, 'width' | 'height' | 'channels'>,
  size?: number,
): PictureShape {
  const [, height = null, width = null, wanted = null] = shape.length === 4 ? shape : [null];
  const sides = [size ?? height ?? first.height, size ?? width ?? first.width] as const;
  const ofVectors = (shape[1] ?? 0) / (sides[0] * sides[1]);
  const channels = { 2: ofVectors, 4: wanted ?? first.channels }[shape.length];
  if (channels === 1 || channels === 3) return [...sides, channels];
  throw new DiopterError('shape-mismatch', {
    what: `its input ${shapeText(shape)} is no picture of ${sides[1]}x${sides[0]} pixels`,
    where: 'the network',
    help: '--layout says how its axes lie; without pictures its inputs are drawn',
  });
}

/**
 * The shape of one drawn example.
 *
 * @throws DiopterError `invalid-option` where the network takes any size and none is named.
 */
export function drawnShape(shape: Shape, size?: number): readonly number[] {
  const isSide = (axis: number) => shape.length === 4 && axis < 2;
  const sizes = shape.slice(1).map((length, axis) => (isSide(axis) ? (size ?? length) : length));
  if (sizes.every((length) => length !== null)) return sizes;
  throw new DiopterError('invalid-option', {
    what: `the network takes any size: ${shapeText(shape)}`,
    where: 'option size',
    help: 'give --size, or pictures',
  });
}

function shapeText(shape: Shape): string {
  return `[${shape.map((length) => length ?? '?').join(', ')}]`;
}

/**
 * Pictures of one size, preprocessed: each scaled until it covers the size, and of that the centre.
 *
 * @returns `[pictures, height, width, channels]`.
 * @throws DiopterError `invalid-data` if the first two are the same; `invalid-option` for a mean or a deviation of other channels.
 */
export function pictureInputs(
  images: readonly StoredImage[],
  [height, width, channels]: PictureShape,
  preprocessing: Preprocessing,
): HostTensor<'float32'> {
  assertChannels(preprocessing, channels);
  const stacked = stackImages(
    images.map((image) => covering(withChannels(image, channels), { width, height })),
  );
  if (sameRows(stacked)) {
    throw new DiopterError('invalid-data', {
      what: 'the first two pictures are the same: there is no path between them',
      where: 'the pictures',
    });
  }
  const data = tf.tidy(() =>
    preprocess(tf.tensor(stacked.data, [...stacked.shape]), preprocessing).dataSync(),
  );
  return { ...stacked, data: data as Float32Array };
}

function assertChannels(preprocessing: Preprocessing, channels: number): void {
  for (const name of ['mean', 'deviation'] as const) {
    const value = preprocessing[name];
    if (typeof value !== 'object' || value.length === channels) continue;
    throw new DiopterError('invalid-option', {
      what: `${value.length} numbers for ${channels} channels`,
      where: `option ${name}`,
      help: 'give one number, or one for each channel',
    });
  }
}

/** The centre of a picture, scaled until it covers a size. */
function covering(
  image: StoredImage,
  size: { readonly width: number; readonly height: number },
): StoredImage {
  const { width, height } = size;
  if (image.width === width && image.height === height) return image;
  const factor = Math.max(width / image.width, height / image.height);
  const scaled = {
    width: Math.max(width, Math.round(image.width * factor)),
    height: Math.max(height, Math.round(image.height * factor)),
  };
  return cropAt(resize(image, scaled), size);
}

function sameRows({ shape, data }: HostTensor<'float32'>): boolean {
  const length = data.length / shape[0]!;
  const second = data.subarray(length, 2 * length);
  return data.subarray(0, length).every((value, i) => value === second[i]);
}
