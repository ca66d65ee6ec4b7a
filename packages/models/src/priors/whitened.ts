/** A point as its Gaussian sees it. */

import type { FactoredGaussian } from './factored-gaussian.js';

/** `L⁻¹ (x - m)`: where the Gaussian is the standard one. Its length is the Mahalanobis distance. */
export function whitened({ mean, whitening }: FactoredGaussian, point: readonly number[]): number[] {
  return whitening.map((row) => row.reduce((total, weight, i) => total + weight * (point[i]! - mean[i]!), 0));
}
