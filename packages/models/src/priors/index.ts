/** Priors of latent codes: what they are, samples, densities and distances. */
export { categorical } from './categorical.js';
export { type DensityGrid, type DensityGridOptions, densityGrid } from './density-grid.js';
export { isotropicGaussian } from './gaussian.js';
export { type GaussianRingOptions, gaussianRing } from './gaussian-ring.js';
export { logDensity } from './log-density.js';
export { logDensityValues } from './log-density-values.js';
export { mahalanobis, type NearestComponent } from './mahalanobis.js';
export { type ComponentFit, type MixtureFit, mixtureFit } from './mixture-fit.js';
export type {
  CategoricalPrior,
  GaussianComponent,
  GaussianPrior,
  MixturePrior,
  Prior,
  SwissRollPrior,
} from './prior.js';
export { priorClasses, priorDimensions } from './registry.js';
export { type SamplePriorOptions, samplePrior } from './sample-prior.js';
export { swissRoll } from './swiss-roll.js';
