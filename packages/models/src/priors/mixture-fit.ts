/** How well codes fill the components of a mixture. */

import { type Matrix, symmetricEigen } from '@diopter/core-tensor/linear-algebra';
import type { FactoredGaussian } from './factored-gaussian.js';
import { pointsOf } from './points.js';
import type { MixturePrior } from './prior.js';
import { definitionOf } from './registry.js';
import { whitened } from './whitened.js';

/** What codes make of one component. A code belongs to the component that it is nearest to, in standard deviations of it. */
export interface ComponentFit {
  /** The share of all codes, in [0, 1], that belong to it. */
  readonly share: number;
  /** Where their mean is, in standard deviations of the component: 0 is right. */
  readonly offset: number;
  /** Their covariance in units of the component's, in the direction where it is smallest; 1 is right, `NaN` for fewer than two codes. */
  readonly smallestVariance: number;
  /** The same where it is largest. */
  readonly largestVariance: number;
}

/** What {@link mixtureFit} returns. */
export interface MixtureFit {
  /** The share of codes, in [0, 1], within three standard deviations of a component. */
  readonly within: number;
  readonly components: readonly ComponentFit[];
}

/** In the plane 98.9 % of a Gaussian's own samples are nearer. */
const deviations = 3;

/**
 * Measures codes against every component of a mixture, in double precision. Variances are the eigenvalues of the codes' covariance after
 * the change of coordinates that makes the component's the identity, so that they do not depend on how long or how wide a component is.
 *
 * @param codes Row by row, `count * dimensions` numbers.
 * @throws DiopterError `invalid-argument` for a mixture that is none, `shape-mismatch` for codes that are no rows.
 *
 * @example
 * const { within, components } = mixtureFit(gaussianRing(), codes);
 * components.every(({ smallestVariance, largestVariance }) => smallestVariance > 0.5 && largestVariance < 2);
 */
export function mixtureFit(prior: MixturePrior, codes: ArrayLike<number>): MixtureFit {
  const { gaussians } = definitionOf(prior).mixture(prior);
  const points = pointsOf(codes, gaussians[0]!.mean.length, 'mixtureFit, argument codes');
  const members = gaussians.map((): number[][] => []);
  let within = 0;
  for (const point of points) {
    const { component, local, squaredDistance } = nearest(gaussians, point);
    members[component]!.push(local);
    if (squaredDistance < deviations ** 2) within++;
  }
  return {
    within: within / points.length,
    components: members.map((own) => ({ share: own.length / points.length, ...spreadOf(own) })),
  };
}

/** The nearest component, and the point as a sample of the standard normal distribution that the component is made of. */
function nearest(gaussians: readonly FactoredGaussian[], point: readonly number[]) {
  return gaussians
    .map((gaussian, component) => {
      const local = whitened(gaussian, point);
      return { component, local, squaredDistance: local.reduce((sum, value) => sum + value * value, 0) };
    })
    .reduce((best, each) => (each.squaredDistance < best.squaredDistance ? each : best));
}

function spreadOf(points: readonly (readonly number[])[]): Omit<ComponentFit, 'share'> {
  if (points.length < 2)
    return { offset: Number.NaN, smallestVariance: Number.NaN, largestVariance: Number.NaN };
  const mean = points[0]!.map((_, i) => points.reduce((sum, point) => sum + point[i]!, 0) / points.length);
  const { values } = symmetricEigen(covarianceOf(points, mean));
  return {
    offset: Math.hypot(...mean),
    smallestVariance: Math.min(...values),
    largestVariance: Math.max(...values),
  };
}

/** The unbiased estimate. */
function covarianceOf(points: readonly (readonly number[])[], mean: readonly number[]): Matrix {
  return mean.map((a, i) =>
    mean.map(
      (b, j) =>
        points.reduce((sum, point) => sum + (point[i]! - a) * (point[j]! - b), 0) / (points.length - 1),
    ),
  );
}
