/** Samples of priors. */

import { DiopterError } from '@diopter/core-tensor/errors';
import { type Key, splitKey } from '@diopter/core-tensor/random';
import * as tf from '@tensorflow/tfjs';
import { chooseClasses } from './choose-classes.js';
import type { Prior } from './prior.js';
import { definitionOf } from './registry.js';

/** Options of {@link samplePrior}. */
export interface SamplePriorOptions {
  /**
   * The class of every sample, or of each: one-hot rows, `[count, classes]`. Rows of zeros are drawn from the whole
   * prior. A further column, which marks such rows for the discriminator, is not looked at: what
   * {@link oneHotLabels} makes can be passed as it is.
   */
  readonly labels?: tf.Tensor | number | undefined;
}

/**
 * Independent samples of a prior, eagerly and inside `jit`, where the same key gives the same bits (but for the
 * rounding of sines in the swiss roll).
 *
 * With labels it is the real side of the game that shapes the code by classes (Makhzani et al., arXiv 1511.05644,
 * section 2.3): a labelled sample comes from the component of its class, an unlabelled one from the whole prior.
 *
 * @param key Randomness of this call.
 * @param count How many.
 * @returns `[count, dimensions]`.
 * @throws DiopterError `invalid-argument` for a prior, a count or a label that is none, `shape-mismatch` for labels of
 * another shape.
 *
 * @example
 * const codes = samplePrior(isotropicGaussian({ dimensions: 8, standardDeviation: 5 }), key, 100);
 * const ofNines = samplePrior(gaussianRing(), key, 100, { labels: 9 });
 */
export function samplePrior(
  prior: Prior,
  key: Key,
  count: number,
  { labels }: SamplePriorOptions = {},
): tf.Tensor2D {
  if (!Number.isInteger(count) || count < 1) {
    throw new DiopterError('invalid-argument', {
      what: `${count} is no number of samples`,
      where: 'samplePrior, argument count',
    });
  }
  const definition = definitionOf(prior);
  const [classKey, codeKey] = splitKey(key);
  return tf.tidy(() => {
    const classes = chooseClasses(definition.classWeights(prior), labels, count, classKey);
    return definition.sample(prior, classes, codeKey);
  });
}
