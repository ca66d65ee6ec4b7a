/** The mixture of Gaussians that stand around the origin like petals. */

import { equalWeights } from './check-weights.js';
import type { GaussianComponent, MixturePrior } from './prior.js';

/** Options of {@link gaussianRing}. */
export interface GaussianRingOptions {
  readonly components?: number;
  /** Distance of the components' centres from the origin. */
  readonly distance?: number;
  /** Standard deviation along the ray from the origin. */
  readonly along?: number;
  /** Standard deviation across it. */
  readonly across?: number;
}

/**
 * A mixture of two-dimensional Gaussians of equal weight: component `k` of `K` is centred on the ray at `2π k / K`, and
 * longer along it than across. Makhzani et al. (arXiv 1511.05644) show ten of them as a picture only; the defaults are the
 * numbers that most implementations share. Some are half as wide across: 0.05.
 *
 * @example
 * const prior = gaussianRing({ across: 0.05 });
 * const codes = samplePrior(prior, key, 100);
 */
export function gaussianRing({
  components = 10,
  distance = 1.4,
  along = 0.5,
  across = 0.1,
}: GaussianRingOptions = {}): MixturePrior {
  const petal = (k: number): GaussianComponent => {
    const angle = (2 * Math.PI * k) / components;
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    const mixed = (along ** 2 - across ** 2) * cosine * sine;
    return {
      mean: [distance * cosine, distance * sine],
      covariance: [
        [(along * cosine) ** 2 + (across * sine) ** 2, mixed],
        [mixed, (along * sine) ** 2 + (across * cosine) ** 2],
      ],
    };
  };
  return {
    kind: 'mixture',
    weights: equalWeights(components),
    components: Array.from({ length: components }, (_, k) => petal(k)),
  };
}
