/** The known data sets by name, as `--dataset NAME --data DIR` gives them. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Dataset } from './dataset.js';
import { type FolderOptions, openFolder } from './folder/open-folder.js';
import { cifar10 } from './formats/cifar10.js';
import type { DatasetFormat, Split } from './formats/format.js';
import { fashionMnist, mnist } from './formats/mnist.js';
import { stl10 } from './formats/stl10.js';

/** Published data sets in the formats they are published in. */
export const formats = {
  cifar10,
  stl10,
  mnist,
  'fashion-mnist': fashionMnist,
} as const satisfies Record<string, DatasetFormat>;

/** What {@link openDataset} can open: a published data set, or a folder of pictures. */
export const datasetNames: readonly string[] = ['folder', ...Object.keys(formats)];

/** How {@link openDataset} opens a data set; what is about pictures in a folder is for `folder` only. */
export interface OpenDatasetOptions extends FolderOptions {
  /** Which part of a published data set; its first one if nobody says. */
  readonly split?: Split;
}

/**
 * Opens the data set of a known name in a directory.
 *
 * @throws DiopterError `invalid-option` for a name or a split that there is not; `file-not-found`; `invalid-data`.
 * @example
 * const dataset = await openDataset('cifar10', 'data/cifar-10-batches-bin');
 */
export async function openDataset(
  name: string,
  directory: string,
  { split, ...options }: OpenDatasetOptions = {},
): Promise<Dataset> {
  if (name === 'folder') return openFolder(directory, options);
  const format = Object.hasOwn(formats, name) ? formats[name as keyof typeof formats] : undefined;
  if (format === undefined) throw unknown('data set', name, datasetNames);
  const part = split ?? format.splits[0];
  if (!format.splits.includes(part)) throw unknown(`part of ${name}`, part, format.splits);
  return format.open(directory, part);
}

function unknown(kind: string, name: string, known: readonly string[]): DiopterError {
  return new DiopterError('invalid-option', {
    what: `there is no ${kind} called '${name}'`,
    where: 'openDataset',
    help: `choose one of ${known.join(', ')}`,
  });
}
