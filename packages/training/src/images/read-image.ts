/** Reading image files: PNG, JPEG, WebP, TIFF, GIF and AVIF, with 8 or 16 bits per sample. */

import { readFile, stat } from 'node:fs/promises';
import { DiopterError } from '@diopter/core-tensor/errors';
import { reading } from '../files/file-errors.js';
import { type AlphaHandling, removeAlpha } from './alpha.js';
import { withChannels } from './channels.js';
import { decode, decodeHeader, type ImageHeader } from './decode.js';
import { type Image, type StoredImage, toFloat } from './image.js';

/** How {@link readImage} turns what a file has into what is wanted. */
export interface ReadImageOptions {
  /** 1 for grey, 3 for colour, `'file'` for what the file has. */
  readonly channels?: 1 | 3 | 'file';
  /**
   * What happens to transparency: `'composite'` lays the picture over `background`, as a viewer shows it; `'drop'`
   * keeps the colours as they are stored, also where they are invisible.
   */
  readonly alpha?: AlphaHandling;
  /** What transparent pictures are laid over: from 0, black, to 1, white. */
  readonly background?: number;
  /** Which page of a TIFF, or frame of a GIF or WebP, from 0. */
  readonly page?: number;
}

/**
 * Reads a picture as floats in [0, 1]: upright (EXIF orientation applied) and in sRGB. CMYK is converted, and so are
 * 8 bit files with an embedded profile; the profile of a 16 bit file is ignored, so that no precision is lost.
 *
 * @param source a path, or the bytes of a file.
 * @throws DiopterError `file-not-found`; `invalid-image`, naming the file, for one that is empty, cut short, damaged or
 * no image, or that has samples other than integers of 8 or 16 bits.
 * @example
 * const { width, height, data } = await readImage('cat.jpg', { channels: 3 });
 */
export async function readImage(source: string | Uint8Array, options: ReadImageOptions = {}): Promise<Image> {
  return toFloat(await readStoredImage(source, options));
}

/** {@link readImage}, but integers stay integers where nothing had to be computed: a quarter of the memory. */
export async function readStoredImage(
  source: string | Uint8Array,
  { channels = 'file', alpha = 'composite', background = 1, page = 0 }: ReadImageOptions = {},
): Promise<StoredImage> {
  const { bytes, name } = await load(source);
  const { image, hasAlpha } = await decode(bytes, page, name);
  const opaque = hasAlpha ? removeAlpha(image, alpha, background) : image;
  return channels === 'file' ? opaque : withChannels(opaque, channels);
}

/**
 * Reads only the header of a picture: quick, but files that are damaged further down pass.
 *
 * @throws DiopterError as {@link readImage}.
 */
export async function readImageHeader(path: string): Promise<ImageHeader> {
  if ((await reading(path, stat(path))).size === 0) throw emptyFile(path);
  return decodeHeader(path);
}

async function load(source: string | Uint8Array): Promise<{ bytes: Uint8Array; name: string }> {
  const name = typeof source === 'string' ? source : 'image';
  const bytes = typeof source === 'string' ? await reading(source, readFile(source)) : source;
  if (bytes.length === 0) throw emptyFile(name);
  return { bytes, name };
}

function emptyFile(name: string): DiopterError {
  return new DiopterError('invalid-image', { what: 'the file is empty', where: name });
}
