/** The loss of features: how differently a comparator network sees two images. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { stopGradient } from '@diopter/core-tensor/ops';
import * as tf from '@tensorflow/tfjs';
import { type BatchMeanOptions, squaredError } from './squared-error.js';

/** What a comparator makes of images: tensors `[batch, ...]` by the names of its layers. */
export type Features = Readonly<Record<string, tf.Tensor>>;

/** Options of {@link featureLoss}. */
export interface FeatureLossOptions extends BatchMeanOptions {
  /** The weight of each layer; 1 for those not named. */
  readonly weights?: Readonly<Record<string, number>>;
}

/**
 * The sum over layers of `weight * mean_i ||C(x_i) - C(t_i)||²`, the squared norm being a sum or a mean over the features of
 * one image (DeePSiM, arXiv 1602.02644, with sums and one layer). No gradient goes to the targets.
 *
 * @param features of the images, by layer.
 * @param targets of what they should be: the same layers, the same shapes.
 * @returns a scalar, at least 0 for weights that are.
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
  const names = Object.keys(features);
  if (names.length === 0 || names.toSorted().join() !== Object.keys(targets).toSorted().join()) {
    throw new DiopterError('tree-mismatch', {
      what: `the features are those of ${names.join(', ') || 'no layer'}, the targets those of ${Object.keys(targets).join(', ') || 'no layer'}`,
      where: 'featureLoss',
    });
  }
  const terms = names.map((name) => {
    const where = `featureLoss, layer ${name}`;
    const error = squaredError(features[name]!, stopGradient(targets[name]!), perImage, where);
    return tf.mul(error, weights[name] ?? 1) as tf.Scalar;
  });
  return terms.reduce((sum, term) => tf.add(sum, term) as tf.Scalar);
}
