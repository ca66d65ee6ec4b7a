/** The principal components of colours. */

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

/** The eigenvectors of a symmetric 3x3 matrix by Jacobi's rotations, that of the largest eigenvalue first. */
function eigenvectors(symmetric: readonly (readonly number[])[]): number[][] {
  const a = symmetric.map((row) => [...row]);
  const vectors = [0, 1, 2].map((i) => [0, 1, 2].map((j) => Number(i === j)));
  const pairs = [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const;
  // Converges quadratically: a handful of sweeps reach the last bit.
  for (let sweep = 0; sweep < 12; sweep++) {
    for (const [p, q] of pairs) {
      const angle = 0.5 * Math.atan2(2 * a[p]![q]!, a[q]![q]! - a[p]![p]!);
      const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
      const rotate = (x: number, y: number) => [cosine * x - sine * y, sine * x + cosine * y] as const;
      for (const row of a) [row[p], row[q]] = rotate(row[p]!, row[q]!);
      for (let k = 0; k < 3; k++) [a[p]![k], a[q]![k]] = rotate(a[p]![k]!, a[q]![k]!);
      [vectors[p], vectors[q]] = rotatedPair(vectors[p]!, vectors[q]!, rotate);
    }
  }
  return [0, 1, 2].sort((i, j) => a[j]![j]! - a[i]![i]!).map((i) => vectors[i]!);
}

/** Two vectors turned towards each other. */
function rotatedPair(
  first: readonly number[],
  second: readonly number[],
  rotate: (x: number, y: number) => readonly [number, number],
): [number[], number[]] {
  const rotated = first.map((x, k) => rotate(x, second[k]!));
  return [rotated.map(([x]) => x), rotated.map(([, y]) => y)];
}
