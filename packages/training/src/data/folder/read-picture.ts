/** A picture of a folder, at a size that is good to train on. */

import { DiopterError } from '@diopter/core-tensor/errors';
import {
  type ImageHeader,
  type ReadImageOptions,
  readStoredImage,
  resizeShorterSide,
  type StoredImage,
} from '../../images/index.js';

/** How the pictures of a folder are read. */
export interface PictureOptions extends Pick<ReadImageOptions, 'alpha' | 'background'> {
  /** 3 for colour, 1 for grey. */
  readonly channels?: 1 | 3;
  /**
   * Smaller pictures are enlarged until their shorter side is so many pixels long. Those that are more than eight times
   * too small, icons and single pixels, count as unreadable: enlarged, they are of one colour.
   */
  readonly minimumSide?: number;
  /** Larger pictures are reduced until their shorter side is so many pixels long. */
  readonly maximumSide?: number;
}

/** Beyond this factor there is nothing in a picture to learn from. */
const maximumEnlargement = 8;

/**
 * Returns if a picture is not much too small.
 *
 * @throws DiopterError `invalid-image` naming the file and the size it would need.
 */
export function assertLargeEnough(
  path: string,
  { width, height }: ImageHeader,
  { minimumSide = 1 }: PictureOptions,
): void {
  const least = Math.ceil(minimumSide / maximumEnlargement);
  if (Math.min(width, height) >= least) return;
  throw new DiopterError('invalid-image', {
    what: `${width}x${height} pixels are too few to be enlarged to ${minimumSide} on the shorter side`,
    where: path,
    help: `pictures need at least ${least} pixels on each side`,
  });
}

/** Reads a picture and brings its shorter side between the limits. */
export async function readPicture(
  path: string,
  { channels = 3, minimumSide = 1, maximumSide = Number.POSITIVE_INFINITY, ...reading }: PictureOptions,
): Promise<StoredImage> {
  const image = await readStoredImage(path, { channels, ...reading });
  const side = Math.min(image.width, image.height);
  const wanted = Math.max(Math.min(side, maximumSide), minimumSide);
  return wanted === side ? image : resizeShorterSide(image, wanted);
}
