/** The size of pictures that all have the same. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Dataset } from '../data/index.js';

/**
 * Height, width and channels of every picture of a data set.
 *
 * @throws DiopterError `invalid-data` for pictures of different sizes.
 */
export function oneSize({ shape }: Dataset, where: string): NonNullable<Dataset['shape']> {
  if (shape !== undefined) return shape;
  throw new DiopterError('invalid-data', {
    what: 'its pictures have different sizes',
    where,
    help: 'name a data set whose pictures have one size, such as --dataset mnist',
  });
}
