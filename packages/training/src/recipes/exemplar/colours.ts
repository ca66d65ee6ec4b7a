/** The principal components of colours. */

import { type Matrix, symmetricEigen } from '@diopter/core-tensor/linear-algebra';

/** Colours as their mean and three orthonormal directions, that of the largest variance first. */
export interface ColourAxes {
  readonly mean: readonly number[];
  readonly directions: readonly (readonly number[])[];
}

/** The mean and the principal components of RGB samples, `red, green, blue, red, ...`. */
export function colourAxes(samples: Iterable<ArrayLike<number>>): ColourAxes {
  const sums = [0, 0, 0];
  const products = [0, 1, 2].map(() => [0, 0, 0]);
  let count = 0;
  for (const data of samples) {
    for (let i = 0; i < data.length; i += 3) {
      for (let a = 0; a < 3; a++) {
        sums[a]! += data[i + a]!;
        for (let b = 0; b < 3; b++) products[a]![b]! += data[i + a]! * data[i + b]!;
      }
    }
    count += data.length / 3;
  }
  const mean = sums.map((sum) => sum / count);
  const covariance = products.map((row, a) => row.map((sum, b) => sum / count - mean[a]! * mean[b]!));
  return { mean, directions: eigenvectors(covariance) };
}

/** The eigenvectors, that of the largest eigenvalue first. */
function eigenvectors(symmetric: Matrix): number[][] {
  const { values, vectors } = symmetricEigen(symmetric);
  const byVariance = [...values.keys()].sort((i, j) => values[j]! - values[i]!);
  return byVariance.map((column) => symmetric.map((_, row) => vectors[row * symmetric.length + column]!));
}
