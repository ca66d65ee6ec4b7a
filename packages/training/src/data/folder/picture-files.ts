/** Which files are taken for pictures. */

import { extname } from 'node:path';

/** The endings of their names. */
export const pictureExtensions: readonly string[] = [
  '.png',
  '.jpg',
  '.jpeg',
  '.webp',
  '.tif',
  '.tiff',
  '.gif',
  '.avif',
];

/** Whether a path is that of a picture, by its ending alone. */
export function isPicture(path: string): boolean {
  return pictureExtensions.includes(extname(path).toLowerCase());
}
