/** STL-10, binary files: 96x96 pixels, channel after channel, and within a channel column after column. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type ByteSource, openBytes } from '../byte-source.js';
import { assertIndex, type Dataset } from '../dataset.js';
import { countRecords, type DatasetFormat, requireFile } from './format.js';
import { fromPlanar, type PlanarLayout } from './planar.js';

const layout: PlanarLayout = { width: 96, height: 96, channels: 3, order: 'columns' };
const pictureBytes = 96 * 96 * 3;

const classes = [
  'airplane',
  'bird',
  'car',
  'cat',
  'deer',
  'dog',
  'horse',
  'monkey',
  'ship',
  'truck',
] as const;

/** As published at https://cs.stanford.edu/~acoates/stl10. Labels, 1 to 10 in the files, are 0 to 9 here. */
export const stl10: DatasetFormat = {
  description: 'STL-10, binary files: 96x96 colour photographs, most of them without labels',
  splits: ['unlabeled', 'train', 'test'],
  open: async (directory, split) => {
    const pictures = await openBytes(await requireFile(directory, variants(`${split}_X`)));
    const length = countRecords(pictures, pictureBytes);
    const labels = split === 'unlabeled' ? undefined : await readLabels(directory, split, length);
    return dataset(`stl10, ${split}`, pictures, length, labels);
  },
};

/** The archive unpacks into a folder of its own. */
function variants(name: string): string[] {
  return [`${name}.bin`, `stl10_binary/${name}.bin`];
}

async function readLabels(directory: string, split: string, length: number): Promise<Uint8Array> {
  const bytes = await openBytes(await requireFile(directory, variants(`${split}_y`)));
  const labels = await bytes.read(0, bytes.length);
  if (bytes.length !== length || labels.some((label) => label < 1 || label > classes.length)) {
    throw new DiopterError('invalid-data', {
      what: `these are not ${length} labels from 1 to ${classes.length}`,
      where: bytes.name,
    });
  }
  return labels.map((label) => label - 1);
}

function dataset(
  name: string,
  pictures: ByteSource,
  length: number,
  labels: Uint8Array | undefined,
): Dataset {
  return {
    name,
    length,
    shape: [layout.height, layout.width, layout.channels],
    classes,
    get: async (index) => {
      assertIndex({ name, length }, index);
      const image = fromPlanar(await pictures.read(index * pictureBytes, pictureBytes), layout);
      return labels === undefined ? { image } : { image, label: labels[index]! };
    },
  };
}
