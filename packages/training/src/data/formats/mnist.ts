/** MNIST and Fashion-MNIST: IDX files of grey pictures and of labels, plain or compressed. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { openBytes } from '../byte-source.js';
import { assertIndex, type Dataset } from '../dataset.js';
import { type DatasetFormat, requireFile, type Split } from './format.js';
import { readIdxHeader } from './idx.js';

/** As published at http://yann.lecun.com/exdb/mnist. */
export const mnist: DatasetFormat = {
  description: 'MNIST, IDX files: 28x28 grey handwritten digits',
  splits: ['train', 'test'],
  open: (directory, split) =>
    openIdx(directory, split, 'mnist', ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']),
};

/** As published at https://github.com/zalandoresearch/fashion-mnist. */
export const fashionMnist: DatasetFormat = {
  description: 'Fashion-MNIST, IDX files: 28x28 grey pictures of clothes',
  splits: ['train', 'test'],
  open: (directory, split) =>
    openIdx(directory, split, 'fashion-mnist', [
      'T-shirt/top',
      'Trouser',
      'Pullover',
      'Dress',
      'Coat',
      'Sandal',
      'Shirt',
      'Sneaker',
      'Bag',
      'Ankle boot',
    ]),
};

async function openIdx(
  directory: string,
  split: Split,
  format: string,
  classes: readonly string[],
): Promise<Dataset> {
  const prefix = split === 'test' ? 't10k' : 'train';
  const pictures = await openBytes(await requireFile(directory, variants(`${prefix}-images`, 'idx3')));
  const labelFile = await openBytes(await requireFile(directory, variants(`${prefix}-labels`, 'idx1')));
  const { shape, dataOffset } = await readIdxHeader(pictures, 3);
  const [length, height, width] = shape as [number, number, number];
  const { shape: labelShape, dataOffset: labelOffset } = await readIdxHeader(labelFile, 1);
  const labels = await labelFile.read(labelOffset, labelShape[0]!);
  if (labels.length !== length || labels.some((label) => label >= classes.length)) {
    throw new DiopterError('invalid-data', {
      what: `these are not ${length} labels below ${classes.length}`,
      where: labelFile.name,
    });
  }
  const name = `${format}, ${split}`;
  return {
    name,
    length,
    shape: [height, width, 1],
    classes,
    get: async (index) => {
      assertIndex({ name, length }, index);
      const data = await pictures.read(dataOffset + index * width * height, width * height);
      return { image: { width, height, channels: 1, data: data }, label: labels[index]! };
    },
  };
}

/** Both spellings that are about, each plain and compressed. */
function variants(name: string, rank: string): string[] {
  const names = [`${name}-${rank}-ubyte`, `${name}.${rank}-ubyte`];
  return names.flatMap((file) => [file, `${file}.gz`]);
}
