/** Losses that say how wrong images look, and metrics of images. */
export {
  type Comparator,
  type ComparatorDescription,
  type ComparatorSession,
  comparatorFeatures,
  comparatorSession,
  type Preprocessing,
  parseDescription,
  preprocess,
  readComparator,
  unpreprocess,
} from './comparator/index.js';
export { type FeatureLossOptions, type Features, featureLoss } from './feature-loss.js';
export { squaredPixelLoss } from './pixel-loss.js';
export { type PsnrOptions, psnr } from './psnr.js';
export type { BatchMeanOptions, PerImage } from './squared-error.js';
