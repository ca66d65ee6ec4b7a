/** The loss of features: how differently a comparator network sees two images. */

import * as tf from '@tensorflow/tfjs';
import { type BatchMeanOptions, batchMean } from '../reduction/index.js';
import { type Features, layerPairs } from './layer-pairs.js';

/** Options of {@link featureLoss}. */
export interface FeatureLossOptions extends BatchMeanOptions {
  /** The weight of each layer; 1 for those not named. */
  readonly weights?: Readonly<Record<string, number>>;
}

/**
 * The sum over layers of `weight * mean_i ||C(x_i) - C(t_i)||²`, the squared norm being a sum or a mean over the
 * features of one image: DeePSiM's feature loss (Dosovitskiy and Brox, arXiv 1602.02644) with `perImage: 'sum'` and one
 * layer. No gradient goes to the targets.
 *
 * @param features of the images, by layer.
 * @param targets of what they should be: the same layers, the same shapes.
 * @returns a scalar, at least 0 for weights that are; its scale is that of the squared features.
 * @throws DiopterError `tree-mismatch` if the layers, `shape-mismatch` if the shapes differ.
 *
 * @example
 * const [seen, wanted] = [reconstructions, images].map((x) => comparatorFeatures(comparator, x));
 * const loss = featureLoss(seen, wanted, { perImage: 'sum' });
 */
export function featureLoss(
  features: Features,
  targets: Features,
  { perImage = 'mean', weights = {} }: FeatureLossOptions = {},
): tf.Scalar {
  const terms = layerPairs(features, targets, 'featureLoss').map(({ name, seen, wanted }) =>
    tf.mul<tf.Scalar>(batchMean(tf.square(tf.sub(seen, wanted)), perImage), weights[name] ?? 1),
  );
  return tf.addN(terms);
}
