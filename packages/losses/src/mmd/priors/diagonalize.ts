/** Gaussians in coordinates in which their covariances are diagonal: all linear algebra of a prior, done once in double precision. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { GaussianComponent } from './prior.js';
import { type SymmetricEigen, symmetricEigen } from './symmetric-eigen.js';

/** A dense, row-major array of doubles. */
export interface Doubles {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** A mixture of Gaussians, prepared. All leaves are plain arrays, so that it is a tree. */
export interface DiagonalMixture<Leaf = Doubles> {
  /** `[components]`: their probabilities. */
  readonly weights: Leaf;
  /** `[components, 1, dimensions]` */
  readonly means: Leaf;
  /** `[components, dimensions, dimensions]`: the columns are the principal axes. */
  readonly axes: Leaf;
  /** `[components, dimensions]`: the variances along them. */
  readonly variances: Leaf;
  /** The difference of two independent draws, by the pair of their components, each pair once. */
  readonly pairs: {
    /** `[pairs]`: their probabilities. */
    readonly weights: Leaf;
    /** `[pairs, 1, dimensions]`: the difference of the means along the principal axes of the difference, squared. */
    readonly squaredOffsets: Leaf;
    /** `[pairs, dimensions]`: the variances along them. */
    readonly variances: Leaf;
  };
}

/** How much a covariance may lack to symmetry, relative to its largest element: rounding to single precision. */
const asymmetry = 1e-6;

/**
 * The mixture in principal axes.
 *
 * @throws DiopterError `shape-mismatch` for means and covariances of different sizes, `invalid-argument` for a covariance that is not
 * symmetric and positive definite.
 */
export function diagonalize(
  weights: readonly number[],
  components: readonly GaussianComponent[],
  where: string,
): DiagonalMixture {
  const dimensions = components[0]?.mean.length ?? 0;
  components.forEach((component, k) => {
    checkComponent(component, dimensions, `${where}, component ${k}`);
  });
  const own = components.map(({ covariance }, k) =>
    principalAxes(covariance, `${where}, component ${k}, covariance`),
  );
  const pairs = components.flatMap((a, k) =>
    components.slice(k).map((b, i) => {
      const { values, vectors } = symmetricEigen(sum(a.covariance, b.covariance));
      const offset = projected(
        a.mean.map((each, axis) => each - b.mean[axis]!),
        vectors,
      );
      return {
        weight: weights[k]! * weights[k + i]! * (i === 0 ? 1 : 2),
        squaredOffset: offset.map((each) => each * each),
        variances: values,
      };
    }),
  );
  const stacked = (rows: readonly Iterable<number>[], ...shape: number[]): Doubles => ({
    shape: [rows.length, ...shape],
    data: Float64Array.from(rows.flatMap((row) => [...row])),
  });
  return {
    weights: stacked(weights.map((weight) => [weight])),
    means: stacked(
      components.map(({ mean }) => mean),
      1,
      dimensions,
    ),
    axes: stacked(
      own.map(({ vectors }) => vectors),
      dimensions,
      dimensions,
    ),
    variances: stacked(
      own.map(({ values }) => values),
      dimensions,
    ),
    pairs: {
      weights: stacked(pairs.map(({ weight }) => [weight])),
      squaredOffsets: stacked(
        pairs.map(({ squaredOffset }) => squaredOffset),
        1,
        dimensions,
      ),
      variances: stacked(
        pairs.map(({ variances }) => variances),
        dimensions,
      ),
    },
  };
}

function checkComponent({ mean, covariance }: GaussianComponent, dimensions: number, where: string): void {
  const isSquare = covariance.length === dimensions && covariance.every((row) => row.length === dimensions);
  if (dimensions > 0 && mean.length === dimensions && isSquare) return;
  throw new DiopterError('shape-mismatch', {
    what: `a mean of ${mean.length} numbers and a covariance of [${covariance.map((row) => row.length)}], in ${dimensions} dimensions`,
    where,
  });
}

function principalAxes(covariance: GaussianComponent['covariance'], where: string): SymmetricEigen {
  const refuse = (what: string): never => {
    throw new DiopterError('invalid-argument', {
      what,
      where,
      help: 'a covariance is symmetric and positive definite',
    });
  };
  const largest = Math.max(...covariance.flat().map(Math.abs));
  if (!Number.isFinite(largest)) refuse('the covariance is not finite');
  covariance.forEach((row, i) => {
    row.forEach((each, j) => {
      const other = covariance[j]![i]!;
      if (Math.abs(each - other) > asymmetry * largest)
        refuse(`the covariance is not symmetric: ${each} at [${i}, ${j}], ${other} at [${j}, ${i}]`);
    });
  });
  // The mean of both halves, so that what is taken for symmetric is.
  const halves = covariance.map((row, i) => row.map((each, j) => (each + covariance[j]![i]!) / 2));
  const eigen = symmetricEigen(halves);
  const [low, high] = [Math.min(...eigen.values), Math.max(...eigen.values)];
  if (!(low > covariance.length * Number.EPSILON * high))
    refuse(`the covariance is not positive definite: its eigenvalues go from ${low} to ${high}`);
  return eigen;
}

function sum(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((row, i) => row.map((each, j) => each + b[i]![j]!));
}

/** `vectorsᵀ · x` */
function projected(x: readonly number[], vectors: Float64Array): number[] {
  return x.map((_, axis) => x.reduce((total, each, i) => total + each * vectors[i * x.length + axis]!, 0));
}
