/** Priors as plain data: the distributions that codes should have. */

/** `N(mean, covariance)`. */
export interface GaussianComponent {
  /** `[dimensions]` */
  readonly mean: readonly number[];
  /** `[dimensions][dimensions]`, symmetric and positive definite. */
  readonly covariance: readonly (readonly number[])[];
}

/** A Gaussian with full covariance. */
export interface GaussianPrior extends GaussianComponent {
  readonly kind: 'gaussian';
}

/** `Σ_k weights[k] N(mean_k, covariance_k)`. */
export interface MixturePrior {
  readonly kind: 'mixture';
  /** One per component, at least 0; their sum is 1. */
  readonly weights: readonly number[];
  readonly components: readonly GaussianComponent[];
}

/** One-hot codes: the `k`-th unit vector with the probability `weights[k]`. */
export interface CategoricalPrior {
  readonly kind: 'categorical';
  /** At least 0; their sum is 1. */
  readonly weights: readonly number[];
}

/**
 * A prior whose kernel expectations are known, as plain data.
 *
 * @example
 * const prior: Prior = { kind: 'gaussian', mean: [0, 0], covariance: [[1, 0.5], [0.5, 1]] };
 */
export type Prior = GaussianPrior | MixturePrior | CategoricalPrior;

/** The name of a kind of prior. */
export type PriorKind = Prior['kind'];
