/** Losses of features: how differently a comparator network sees two images. */
export { type FeatureLossOptions, featureLoss } from './feature-loss.js';
export type { Features } from './layer-pairs.js';
