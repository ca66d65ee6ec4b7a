/** CIFAR-10, "binary version": records of one label byte and 32x32 pixels, channel after channel, row after row. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type ByteSource, openBytes } from '../byte-source.js';
import { assertIndex, concatenate, type Dataset } from '../dataset.js';
import { countRecords, type DatasetFormat, findFile, requireFile } from './format.js';
import { fromPlanar, type PlanarLayout } from './planar.js';

const layout: PlanarLayout = { width: 32, height: 32, channels: 3, order: 'rows' };
const recordBytes = 1 + 32 * 32 * 3;

const classes = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

/** As published at https://www.cs.toronto.edu/~kriz/cifar.html; some of the five training files are enough. */
export const cifar10: DatasetFormat = {
  description: 'CIFAR-10, binary version: 32x32 colour photographs of 10 classes',
  splits: ['train', 'test'],
  open: async (directory, split) => {
    const paths =
      split === 'test'
        ? [await requireFile(directory, variants('test_batch'))]
        : await trainingFiles(directory);
    const [first, ...others] = await Promise.all(paths.map(async (path) => batch(await openBytes(path))));
    return concatenate(`cifar10, ${split}`, [first!, ...others]);
  },
};

async function trainingFiles(directory: string): Promise<string[]> {
  const names = [1, 2, 3, 4, 5].map((number) => variants(`data_batch_${number}`));
  const found = await Promise.all(names.map((candidates) => findFile(directory, candidates)));
  const paths = found.filter((path) => path !== undefined);
  return paths.length > 0 ? paths : [await requireFile(directory, names[0]!)];
}

/** The archive unpacks into a folder of its own. */
function variants(name: string): string[] {
  return [`${name}.bin`, `cifar-10-batches-bin/${name}.bin`];
}

function batch(bytes: ByteSource): Dataset {
  const { name } = bytes;
  const length = countRecords(bytes, recordBytes);
  return {
    name,
    length,
    shape: [layout.height, layout.width, layout.channels],
    classes,
    get: async (index) => {
      assertIndex({ name, length }, index);
      const record = await bytes.read(index * recordBytes, recordBytes);
      const label = record[0]!;
      if (label >= classes.length) {
        throw new DiopterError('invalid-data', {
          what: `the label of record ${index} is ${label}`,
          where: name,
        });
      }
      return { image: fromPlanar(record.subarray(1), layout), label };
    },
  };
}
