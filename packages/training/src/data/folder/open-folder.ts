/** A folder of the user's own pictures as a data set. */

import { join } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import { readImageHeader } from '../../images/index.js';
import { assertIndex, type Dataset } from '../dataset.js';
import { mapConcurrently } from '../map-concurrently.js';
import { folderClasses } from './classes.js';
import { listFiles } from './list-files.js';
import { isPicture, pictureExtensions } from './picture-files.js';
import { assertLargeEnough, type PictureOptions, readPicture } from './read-picture.js';
import { attempting, type UnreadableOptions } from './unreadable.js';

/** How {@link openFolder} treats pictures. */
export interface FolderOptions extends PictureOptions, UnreadableOptions {
  /** Whether the folders inside are classes; labels follow the sorted order of their names. */
  readonly classes?: boolean;
}

/** How many headers are read at the same time. */
const concurrency = 16;

/**
 * The pictures in a folder and in the folders inside it, sorted by path. All headers are read at once, to leave out or
 * refuse what is no picture or much too small. Where a file turns out to be damaged further down, the next readable one
 * takes its place, every time, so that what is trained on depends on nothing but the files.
 *
 * @throws DiopterError `file-not-found` if there is no such folder; `invalid-data` if there are no pictures in it;
 * `invalid-image` for an unreadable file, if that is to stop.
 * @example
 * const photographs = await openFolder('photographs', { minimumSide: 64, onUnreadable: console.warn });
 */
export async function openFolder(folder: string, options: FolderOptions = {}): Promise<Dataset> {
  const attempt = attempting(options);
  const files = await listFiles(folder);
  const candidates = files.filter(isPicture);
  const headers = await mapConcurrently(candidates, concurrency, (path) =>
    attempt(path, async () => {
      const header = await readImageHeader(join(folder, path));
      assertLargeEnough(join(folder, path), header, options);
      return header;
    }),
  );
  const pictures = candidates.filter((_, i) => headers[i] !== undefined);
  const nothing = () => noPictures(folder, files.length, candidates.length);
  if (pictures.length === 0) throw nothing();

  const { length } = pictures;
  const classes = options.classes ? folderClasses(folder, pictures) : undefined;
  const get: Dataset['get'] = async (index) => {
    assertIndex({ name: folder, length }, index);
    for (let i = index; i < index + length; i++) {
      const path = pictures[i % length]!;
      const image = await attempt(path, () => readPicture(join(folder, path), options));
      if (image !== undefined) return classes ? { image, label: classes.labelOf(path) } : { image };
    }
    throw nothing();
  };
  return { name: folder, length, ...(classes && { classes: classes.names }), get };
}

function noPictures(folder: string, files: number, candidates: number): DiopterError {
  return new DiopterError('invalid-data', {
    what:
      candidates === 0
        ? `none of the ${files} files in it is a picture`
        : `none of the ${candidates} pictures in it can be read`,
    where: folder,
    help: `pictures are files that end in ${pictureExtensions.join(' ')}`,
  });
}
