/** Images as plain data: width, height, channels, and samples in NHWC order (row by row, channels innermost). */

import { DiopterError } from '@diopter/core-tensor/errors';

/** Arrays of samples: integers count up to {@link whiteOf} for 1.0, floats are in [0, 1]. */
export type Samples = Uint8Array | Uint16Array | Float32Array;

/**
 * One image. The sample of channel `c` at column `x` of row `y` is `data[(y * width + x) * channels + c]`. Functions
 * that do not say otherwise take and give floats in [0, 1].
 */
export interface Image<Data extends Samples = Float32Array> {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: number;
  readonly data: Data;
}

/** An image as files hold it: integers where the file has integers, to save memory. See {@link toFloat}. */
export type StoredImage = Image<Samples>;

/** The sample value that means 1.0. */
export function whiteOf(data: Samples): number {
  if (data instanceof Uint8Array) return 255;
  return data instanceof Uint16Array ? 65535 : 1;
}

/** The image with samples as floats in [0, 1]; the same object if it has floats already. */
export function toFloat(image: StoredImage): Image {
  if (isFloat(image)) return image;
  const white = whiteOf(image.data);
  // A loop: `Float32Array.from` with a function takes twenty times as long.
  const data = new Float32Array(image.data.length);
  for (let i = 0; i < data.length; i++) data[i] = image.data[i]! / white;
  return { ...image, data };
}

function isFloat(image: StoredImage): image is Image {
  return image.data instanceof Float32Array;
}

/** A new array of `length` zeros of the same kind. */
export function samplesLike<Data extends Samples>(data: Data, length: number): Data {
  return new (data.constructor as new (length: number) => Data)(length);
}

/**
 * Returns if the image holds together.
 *
 * @throws DiopterError `shape-mismatch` if `data` is not width x height x channels samples long.
 */
export function assertImage(image: StoredImage, where: string): void {
  const { width, height, channels, data } = image;
  if (width > 0 && height > 0 && channels > 0 && data.length === width * height * channels) return;
  throw new DiopterError('shape-mismatch', {
    what: `an image of ${width}x${height} pixels with ${channels} channels does not have ${data.length} samples`,
    where,
  });
}
