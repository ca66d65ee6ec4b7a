/** How codes are made to follow their priors without a discriminator: the kernel MMD, in closed form or to samples. */

import type { Key } from '@diopter/core-tensor/random';
import { squaredMmd, squaredMmdByLabel, squaredMmdToPrior } from '@diopter/losses';
import { type Prior, samplePrior } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import { kernelFor } from './priors.js';

/** Codes, what they should follow, and what is known of each. */
export interface MatchedCodes {
  readonly codes: tf.Tensor;
  readonly prior: Prior;
  /** One-hot rows, `[batch, classes + 1]`, the last column for codes without a label; none where classes have no say. */
  readonly labels?: tf.Tensor;
  /** For samples of the prior. */
  readonly key: Key;
}

/** A measure of mismatch that is made small: a squared MMD. */
type Mismatch = (matched: MatchedCodes) => tf.Scalar;

/** The priors with closed forms. */
type ClosedPrior = Parameters<typeof squaredMmdToPrior>[1];

/** Codes of every class against their part of the prior, each by its share, and those without a label against all of it. */
const closedForm: Mismatch = ({ codes, prior, labels }) => {
  const kernel = kernelFor(prior);
  if (labels === undefined) return squaredMmdToPrior(codes, prior as ClosedPrior, { kernel });
  const classes = labels.shape[1]! - 1;
  const ofClasses = tf.slice(labels, [0, 0], [-1, classes]);
  return squaredMmdByLabel(codes, ofClasses, prior as ClosedPrior, {
    kernel,
    classWeights: Array<number>(classes).fill(1 / classes),
    unlabelledWeight: 1,
  });
};

/** Against as many samples. With labels, code and label together: the one-hot label is a part of the code that tells classes apart. */
const sampled: Mismatch = ({ codes, prior, labels, key }) => {
  const samples = samplePrior(prior, key, codes.shape[0]!, { labels });
  const withLabel = (points: tf.Tensor) =>
    labels === undefined ? points : tf.concat([points, tf.mul(labels, labelDistance)], 1);
  return squaredMmd(withLabel(codes), withLabel(samples), { kernel: kernelFor(prior) });
};

/** How far the labels of two classes move codes apart, over the root of 2: beyond all but the widest kernel. */
const labelDistance = 3;

/** By the name of the option. */
export const mismatches: Readonly<Record<'mmd' | 'mmd-sampled', Mismatch>> = {
  mmd: closedForm,
  'mmd-sampled': sampled,
};
