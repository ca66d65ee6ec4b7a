/** Priors: plain data, and their kernel expectations. */
export { type DiagonalMixture, diagonalize } from './diagonalize.js';
export type { PreparedPrior, PriorEmbedding } from './embedding.js';
export { gaussianEmbedding } from './gaussian-embedding.js';
export { preparePrior } from './prepare.js';
export type {
  CategoricalPrior,
  GaussianComponent,
  GaussianPrior,
  MixturePrior,
  Prior,
  PriorKind,
} from './prior.js';
