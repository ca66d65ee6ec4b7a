/** Gaussians in coordinates in which their covariances are diagonal: all linear algebra of a prior, done once in double precision. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { symmetricEigen } from '@diopter/core-tensor/linear-algebra';
import { alongAxes, principalAxes } from './principal-axes.js';
import type { GaussianComponent } from './prior.js';

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

/**
 * The mixture in principal axes.
 *
 * @throws DiopterError `shape-mismatch` for means and covariances of different sizes, `invalid-argument` for a mean that is not finite
 * or a covariance that is not symmetric and positive definite.
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
  const axesOf = (k: number) =>
    principalAxes(components[k]!.covariance, `${where}, component ${k}, covariance`);
  const own = components.map((component, k) => ({ ...component, ...axesOf(k), weight: weights[k]! }));
  const pairs = own.flatMap((a, k) =>
    own.slice(k).map((b) => {
      const { values, vectors } = symmetricEigen(
        a.covariance.map((row, i) => row.map((each, j) => each + b.covariance[i]![j]!)),
      );
      const between = a.mean.map((each, axis) => each - b.mean[axis]!);
      return {
        weight: a.weight * b.weight * (a === b ? 1 : 2),
        squaredOffsets: alongAxes(between, vectors).map((each) => each * each),
        values,
      };
    }),
  );
  return {
    weights: stacked(own, ({ weight }) => [weight]),
    means: stacked(own, ({ mean }) => mean, 1, dimensions),
    axes: stacked(own, ({ vectors }) => vectors, dimensions, dimensions),
    variances: stacked(own, ({ values }) => values, dimensions),
    pairs: {
      weights: stacked(pairs, ({ weight }) => [weight]),
      squaredOffsets: stacked(pairs, ({ squaredOffsets }) => squaredOffsets, 1, dimensions),
      variances: stacked(pairs, ({ values }) => values, dimensions),
    },
  };
}

/** One row of numbers of each item, each of `shape`. */
function stacked<Item>(
  items: readonly Item[],
  rowOf: (item: Item) => Iterable<number>,
  ...shape: number[]
): Doubles {
  return {
    shape: [items.length, ...shape],
    data: Float64Array.from(items.flatMap((item) => [...rowOf(item)])),
  };
}

function checkComponent({ mean, covariance }: GaussianComponent, dimensions: number, where: string): void {
  const isSquare = covariance.length === dimensions && covariance.every((row) => row.length === dimensions);
  if (dimensions === 0 || mean.length !== dimensions || !isSquare) {
    throw new DiopterError('shape-mismatch', {
      what: `a mean of ${mean.length} numbers and a covariance of [${covariance.map((row) => row.length)}], in ${dimensions} dimensions`,
      where,
    });
  }
  if (mean.every(Number.isFinite)) return;
  throw new DiopterError('invalid-argument', { what: `the mean [${mean.join(', ')}] is not finite`, where });
}
