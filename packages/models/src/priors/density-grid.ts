/** A prior's density over a part of the plane, for plots. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { FactoredGaussian } from './factored-gaussian.js';
import { logDensityValues } from './log-density-values.js';
import type { Prior } from './prior.js';
import { definitionOf } from './registry.js';

/** From where to where. */
type Interval = readonly [minimum: number, maximum: number];

/** Options of {@link densityGrid}. */
export interface DensityGridOptions {
  /** How many points in each direction, at least 2. */
  readonly size?: number;
  /** From the first column to the last. Default: three standard deviations around all components. */
  readonly x?: Interval | undefined;
  /** From the first row to the last. */
  readonly y?: Interval | undefined;
}

/** What {@link densityGrid} returns. */
export interface DensityGrid {
  /** Of the columns, ascending. */
  readonly x: Float64Array;
  /** Of the rows, ascending. */
  readonly y: Float64Array;
  /** Row by row: at `(x[column], y[row])` it is `density[row * x.length + column]`. */
  readonly density: Float64Array;
}

/**
 * The density of a two-dimensional prior on a grid, to draw contours of.
 *
 * @throws DiopterError `invalid-argument` for priors without density or of other than two dimensions, and for a size
 * below 2.
 *
 * @example
 * const { x, y, density } = densityGrid(gaussianRing(), { size: 200, x: [-4, 4], y: [-4, 4] });
 */
export function densityGrid(prior: Prior, { size = 100, x, y }: DensityGridOptions = {}): DensityGrid {
  const { gaussians } = definitionOf(prior).mixture(prior);
  const dimensions = gaussians[0]!.mean.length;
  if (dimensions !== 2 || !Number.isInteger(size) || size < 2) {
    throw new DiopterError('invalid-argument', {
      what: `a grid of ${size} points a side for a prior of ${dimensions} dimensions`,
      where: 'densityGrid',
      help: 'priors of two dimensions can be drawn, with at least 2 points a side',
    });
  }
  const columns = steps(x ?? extent(gaussians, 0), size);
  const rows = steps(y ?? extent(gaussians, 1), size);
  const points = [...rows].flatMap((row) => [...columns].flatMap((column) => [column, row]));
  return { x: columns, y: rows, density: logDensityValues(prior, points).map(Math.exp) };
}

function steps([minimum, maximum]: Interval, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => minimum + ((maximum - minimum) * i) / (size - 1));
}

function extent(gaussians: readonly FactoredGaussian[], axis: number): Interval {
  const reach = ({ factor }: FactoredGaussian) => 3 * Math.hypot(...factor[axis]!);
  return [
    Math.min(...gaussians.map((gaussian) => gaussian.mean[axis]! - reach(gaussian))),
    Math.max(...gaussians.map((gaussian) => gaussian.mean[axis]! + reach(gaussian))),
  ];
}
