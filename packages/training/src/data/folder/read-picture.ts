/** A picture of a folder, at a size that is good to train on. */

import {
  type ReadImageOptions,
  readStoredImage,
  resizeShorterSide,
  type StoredImage,
} from '../../images/index.js';

/** How the pictures of a folder are read. */
export interface PictureOptions extends Pick<ReadImageOptions, 'alpha' | 'background'> {
  /** 3 for colour, 1 for grey. */
  readonly channels?: 1 | 3;
  /** Smaller pictures are enlarged until their shorter side is so many pixels long. */
  readonly minimumSide?: number;
  /** Larger pictures are reduced until their shorter side is so many pixels long. */
  readonly maximumSide?: number;
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
