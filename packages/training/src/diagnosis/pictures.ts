/** The pictures that a network is diagnosed with: of a data set, or files. */

import { basename } from 'node:path';
import { DiopterError } from '@diopter/core-tensor/errors';
import { foldIn, permutationValues, randomKey } from '@diopter/core-tensor/random';
import { openDataset, subset } from '../data/index.js';
import { mapConcurrently } from '../data/map-concurrently.js';
import { readStoredImage, type StoredImage } from '../images/index.js';

/** Where pictures come from: a data set, files, or nowhere. */
export interface PictureChoice {
  /** A folder of pictures, or of the data set that `dataset` names. */
  readonly data?: string;
  readonly dataset?: string;
  /** Picture files; the path joins the first two. */
  readonly pictures?: readonly string[];
  /** Of a data set, so many are drawn. */
  readonly examples: number;
  /** What all randomness is derived from. */
  readonly seed: number;
}

/** Pictures, as large as they are. */
export interface ChosenPictures {
  readonly images: readonly StoredImage[];
  /** What they are, in words. */
  readonly source: string;
  /** Classes of the data set; 0 if it has none. */
  readonly classes: number;
}

const concurrency = 16;

/**
 * Reads pictures, two or more; `undefined` if none are named.
 *
 * @throws DiopterError `invalid-option` for files and a data set at once; `invalid-data` for fewer than two pictures; and as `openDataset`
 * and `readImage`.
 */
export async function chosenPictures(choice: PictureChoice): Promise<ChosenPictures | undefined> {
  const { data, dataset, pictures = [] } = choice;
  if (pictures.length > 0 && (data !== undefined || dataset !== undefined)) {
    throw new DiopterError('invalid-option', {
      what: 'there are pictures and a data set',
      where: 'option inputs',
      help: 'give either --inputs or --data',
    });
  }
  if (dataset !== undefined && data === undefined) {
    throw new DiopterError('invalid-option', {
      what: `where is ${dataset}?`,
      where: 'option data',
      help: 'give --data DIR',
    });
  }
  const found =
    pictures.length > 0
      ? await fromFiles(pictures)
      : data !== undefined
        ? await fromDataset(data, choice)
        : undefined;
  if (found === undefined || found.images.length >= 2) return found;
  throw new DiopterError('invalid-data', {
    what: 'one picture is no path: gradients are looked at between two',
    where: found.source,
    help: 'give two pictures or more',
  });
}

async function fromFiles(paths: readonly string[]): Promise<ChosenPictures> {
  const images = await mapConcurrently([...paths], concurrency, (path) => readStoredImage(path));
  const names = paths.slice(0, 2).map((path) => basename(path));
  const more = paths.length > 2 ? ` and ${paths.length - 2} more` : '';
  return { images, source: `${names.join(', ')}${more}`, classes: 0 };
}

async function fromDataset(
  data: string,
  { dataset, examples, seed }: PictureChoice,
): Promise<ChosenPictures> {
  const all = await openDataset(dataset ?? 'folder', data);
  const order = permutationValues(foldIn(randomKey(seed), 'pictures'), all.length).data.subarray(0, examples);
  const { length, get } = subset(all, order);
  const images = await mapConcurrently(
    Array.from({ length }, (_, i) => i),
    concurrency,
    async (i) => (await get(i)).image,
  );
  return {
    images,
    source: `${length} of the ${all.length} pictures in ${data}`,
    classes: all.classes?.length ?? 0,
  };
}
