/** The pictures of an experiment: files and folders, as squares that a codec takes. */

import { stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import type { CodecDescription } from '../codec/index.js';
import { commonShape } from '../compare/common-shape.js';
import { listFiles } from '../data/folder/list-files.js';
import { isPicture } from '../data/folder/picture-files.js';
import { reading } from '../files/file-errors.js';
import { cropAt, type Image, readImage, resizeShorterSide } from '../images/index.js';

/** Where pictures come from, and what is made of them. */
export interface PictureSource {
  /** Files, and folders of files. */
  readonly images: readonly string[];
  /** At most so many, the first ones. */
  readonly count?: number;
  /** The side of the squares, for networks that take several sizes: 64 or what is nearest to it. */
  readonly size?: number;
  /** Is told what people should know. */
  readonly onMessage?: (text: string) => void;
}

/** A picture with its path. */
export interface SquarePicture {
  readonly path: string;
  readonly image: Image;
}

/**
 * Reads pictures: each is reduced or enlarged until its shorter side is as long as the square, of which then the centre is kept. In
 * folders, what cannot be read is left out.
 *
 * @throws DiopterError `file-not-found` and `invalid-image` for what is named itself; `invalid-data` if there is no picture.
 */
export async function squarePictures(
  { images, count = Number.POSITIVE_INFINITY, size, onMessage = () => {} }: PictureSource,
  description: Pick<CodecDescription, 'channels' | 'kind' | 'size'>,
): Promise<SquarePicture[]> {
  const { channels, size: side } = commonShape([{ name: description.kind, description }]);
  const square = { width: size ?? side, height: size ?? side };
  const found = (await Promise.all(images.map(expand))).flat();
  const pictures: SquarePicture[] = [];
  for (const { path, named } of found) {
    if (pictures.length >= count) break;
    try {
      const image = await readImage(path, { channels });
      pictures.push({ path, image: cropAt(resizeShorterSide(image, square.width), square) });
    } catch (error) {
      if (named || !(error instanceof DiopterError)) throw error;
      onMessage(`left out: ${error.message}`);
    }
  }
  if (pictures.length > 0) return pictures;
  throw new DiopterError('invalid-data', {
    what: 'there is no picture that can be read',
    where: images.join(', '),
  });
}

/** The name of a picture without its folder and ending. */
export function nameOf(path: string): string {
  return basename(path, extname(path));
}

/** A file as it is named; of a folder what is in it. */
async function expand(path: string): Promise<{ readonly path: string; readonly named: boolean }[]> {
  if ((await reading(path, stat(path))).isFile()) return [{ path, named: true }];
  const files = (await listFiles(path)).filter(isPicture);
  return files.map((file) => ({ path: join(path, file), named: false }));
}
