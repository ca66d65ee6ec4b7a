/** Priors of latent codes as plain data. */

/** A Gaussian of any covariance. */
export interface GaussianComponent {
  readonly mean: readonly number[];
  /** Symmetric and positive definite, row by row. */
  readonly covariance: readonly (readonly number[])[];
}

/** One Gaussian; see {@link isotropicGaussian} for the usual one. */
export interface GaussianPrior extends GaussianComponent {
  readonly kind: 'gaussian';
}

/** Several Gaussians of the same number of dimensions; see {@link gaussianRing}. A class is a component. */
export interface MixturePrior {
  readonly kind: 'mixture';
  /** The probability of each component; they add up to 1. */
  readonly weights: readonly number[];
  readonly components: readonly GaussianComponent[];
}

/** One-hot codes; see {@link categorical}. A class is a place of the one. */
export interface CategoricalPrior {
  readonly kind: 'categorical';
  /** The probability of each class; they add up to 1. */
  readonly weights: readonly number[];
}

/** A spiral in the plane; see {@link swissRoll}. A class is one of the slices along it. */
export interface SwissRollPrior {
  readonly kind: 'swiss-roll';
  readonly slices: number;
  /** Distance of its outer end from the origin. */
  readonly radius: number;
  /** How many times it goes round. */
  readonly turns: number;
}

/** A distribution that codes are to have. Plain data, so that it can stand in a configuration. */
export type Prior = GaussianPrior | MixturePrior | CategoricalPrior | SwissRollPrior;
