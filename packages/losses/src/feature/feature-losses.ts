/** Every loss of features, by name. */

import type * as tf from '@tensorflow/tfjs';
import { featureLoss } from './feature-loss.js';
import type { Features } from './layer-pairs.js';
import { perceptualDistance } from './perceptual-distance.js';

/** A scalar that says how far features are from what they should be; no gradient goes to the targets. */
export type ComparisonOfFeatures = (features: Features, targets: Features) => tf.Scalar;

/** The name of a loss of features. */
export type FeatureLossKind = 'squared' | 'perceptual';

/**
 * The losses of features.
 *
 * @example
 * const loss = featureLosses.perceptual(features, targetFeatures);
 */
export const featureLosses: Readonly<Record<FeatureLossKind, ComparisonOfFeatures>> = {
  squared: featureLoss,
  perceptual: perceptualDistance,
};
