/** Losses of features: how differently a comparator network sees two images. */
export { type FeatureLossOptions, featureLoss } from './feature-loss.js';
export { type ComparisonOfFeatures, type FeatureLossKind, featureLosses } from './feature-losses.js';
export type { Features } from './layer-pairs.js';
export { lpipsPreprocessing, type ParseHeadsOptions, parseHeads } from './lpips.js';
export {
  type PerceptualOptions,
  perceptualDistance,
  perceptualDistances,
  perceptualMap,
  perceptualMaps,
} from './perceptual-distance.js';
