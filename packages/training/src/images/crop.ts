/** Rectangles cut out of images, and mirror images: pure rearrangements, which keep every sample as it is. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type Image, type Samples, samplesLike } from './image.js';

/** A rectangle of pixels; `left` and `top` are the column and row of its first pixel. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The part of an image inside a rectangle.
 *
 * @throws DiopterError `invalid-argument` if the rectangle is not all inside the image.
 */
export function crop<Data extends Samples>(image: Image<Data>, rectangle: Rectangle): Image<Data> {
  const { left, top, width, height } = rectangle;
  if (left < 0 || top < 0 || left + width > image.width || top + height > image.height) {
    throw new DiopterError('invalid-argument', {
      what: `${width}x${height} pixels at column ${left}, row ${top} reach beyond the image of ${image.width}x${image.height}`,
      where: 'crop, rectangle',
    });
  }
  const { channels } = image;
  const data = samplesLike(image.data, width * height * channels);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * image.width + left) * channels;
    data.set(image.data.subarray(start, start + width * channels), y * width * channels);
  }
  return { width, height, channels, data };
}

/**
 * The crop of the given size whose place is `(x, y)`, each from 0 (left, top) to 1 (right, bottom): `(0.5, 0.5)` is
 * the centre. For `x` uniform in [0, 1), every place is equally likely.
 *
 * @throws DiopterError `invalid-argument` if the image is smaller than the crop.
 */
export function cropAt<Data extends Samples>(
  image: Image<Data>,
  { width, height }: { readonly width: number; readonly height: number },
  x = 0.5,
  y = 0.5,
): Image<Data> {
  return crop(image, {
    left: place(image.width - width, x),
    top: place(image.height - height, y),
    width,
    height,
  });
}

/** One of the places 0 to `slack`, all of them equally wide in `fraction`. */
function place(slack: number, fraction: number): number {
  return slack < 0 ? slack : Math.min(Math.floor(fraction * (slack + 1)), slack);
}

/** The image with left and right exchanged. */
export function flipHorizontally<Data extends Samples>(image: Image<Data>): Image<Data> {
  const { width, height, channels } = image;
  const data = samplesLike(image.data, image.data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + (width - 1 - x)) * channels;
      data.set(image.data.subarray(from, from + channels), (y * width + x) * channels);
    }
  }
  return { ...image, data };
}

/** The image with top and bottom exchanged. */
export function flipVertically<Data extends Samples>(image: Image<Data>): Image<Data> {
  const { height, data } = image;
  const row = data.length / height;
  const flipped = samplesLike(data, data.length);
  for (let y = 0; y < height; y++) flipped.set(data.subarray(y * row, (y + 1) * row), (height - 1 - y) * row);
  return { ...image, data: flipped };
}
