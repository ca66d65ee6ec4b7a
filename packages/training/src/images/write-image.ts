/** Writing pictures as PNG files, with 8 or 16 bits per sample. */

import { DiopterError } from '@diopter/core-tensor/errors';
import sharp from 'sharp';
import { writeResult } from '../files/write-result.js';
import { assertImage, type StoredImage, whiteOf } from './image.js';

/** How {@link writeImage} stores a picture. */
export interface WriteImageOptions {
  /** Bits per sample. */
  readonly bits?: 8 | 16;
}

/**
 * Writes an image of 1 or 3 channels as a PNG file: samples are clipped to [0, 1] and rounded to the nearest level. The
 * file is complete or not there at all; folders on the way are made.
 *
 * @throws DiopterError `invalid-argument` for NaN or for other numbers of channels; `file-write`.
 * @example
 * await writeImage('out/reconstruction.png', image, { bits: 16 });
 */
export async function writeImage(
  path: string,
  image: StoredImage,
  options: WriteImageOptions = {},
): Promise<void> {
  await writeResult(path, await encodePng(image, options));
}

/** The bytes of a PNG file with the image, see {@link writeImage}. */
export async function encodePng(
  image: StoredImage,
  { bits = 8 }: WriteImageOptions = {},
): Promise<Uint8Array> {
  assertImage(image, 'encodePng');
  const { width, height, channels } = image;
  if (channels !== 1 && channels !== 3) {
    throw new DiopterError('invalid-argument', {
      what: `a picture has 1 or 3 channels, not ${channels}`,
      where: 'encodePng',
    });
  }
  const space = { 1: { 8: 'b-w', 16: 'grey16' }, 3: { 8: 'srgb', 16: 'rgb16' } }[channels][bits];
  const data = quantize(image, bits);
  return sharp(data, { raw: { width, height, channels } }).toColourspace(space).png().toBuffer();
}

/** The samples as integers of so many bits. */
function quantize({ data }: StoredImage, bits: 8 | 16): Uint8Array | Uint16Array {
  const levels = bits === 8 ? new Uint8Array(data.length) : new Uint16Array(data.length);
  const white = whiteOf(levels);
  const scale = white / whiteOf(data);
  for (let i = 0; i < data.length; i++) {
    const level = Math.round(data[i]! * scale);
    if (Number.isNaN(level)) {
      throw new DiopterError('invalid-argument', {
        what: `sample ${i} of the image is NaN`,
        where: 'encodePng',
      });
    }
    levels[i] = Math.min(Math.max(level, 0), white);
  }
  return levels;
}
