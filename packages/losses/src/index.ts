/** Losses that say how wrong images look, and metrics of images. */
export {
  type AdversarialKind,
  type AdversarialLoss,
  adversarialLosses,
  type CrossEntropies,
  crossEntropies,
  type DiscriminatorLoss,
  realScore,
} from './adversarial/index.js';
export { assertRange, type RangeOptions } from './checks/index.js';
export {
  type Comparator,
  type ComparatorDescription,
  type ComparatorLayer,
  type ComparatorSession,
  comparatorFeatures,
  comparatorLayers,
  comparatorSession,
  type Preprocessing,
  parseDescription,
  preprocess,
  readComparator,
  unpreprocess,
} from './comparator/index.js';
export {
  caffeWeights,
  type DeepsimInputs,
  type DeepsimLoss,
  type DeepsimOptions,
  type DeepsimTerm,
  type DeepsimWeights,
  deepsim,
  type MeanWeightsOptions,
  meanWeights,
} from './deepsim/index.js';
export { gaussianDivergence } from './divergence/index.js';
export {
  type ComparisonOfFeatures,
  type FeatureLossKind,
  type FeatureLossOptions,
  type Features,
  featureLoss,
  featureLosses,
  lpipsPreprocessing,
  type ParseHeadsOptions,
  type PerceptualOptions,
  parseHeads,
  perceptualDistance,
  perceptualDistances,
  perceptualMap,
  perceptualMaps,
} from './feature/index.js';
export { type ImageLoss, type ImageLossKind, imageLosses } from './image-losses.js';
export {
  meanPairDistance,
  psnr,
  type ReconstructionErrorOptions,
  reconstructionError,
  sharpness,
} from './metrics/index.js';
export {
  absolutePixelLoss,
  type CharbonnierOptions,
  charbonnierLoss,
  type PixelLoss,
  type PixelLossKind,
  type PixelLossOptions,
  pixelLosses,
  squaredPixelLoss,
} from './pixel/index.js';
export type { BatchMeanOptions, PerImage } from './reduction/index.js';
export {
  type MsSsimOptions,
  msSsim,
  msSsimLoss,
  msSsimWeights,
  type StructuralSimilarityOptions,
  ssim,
  ssimLoss,
} from './structural-similarity/index.js';
