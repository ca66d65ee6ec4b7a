/** What the learner of DeePSiM makes small: its three terms, and those that the generator adds. */

import type { Loss } from '@diopter/core-tensor/optim';
import {
  type Comparator,
  comparatorFeatures,
  type DeepsimOptions,
  type DeepsimTerm,
  type DeepsimWeights,
  deepsim,
} from '@diopter/losses';
import * as tf from '@tensorflow/tfjs';
import type { Generated } from './image-generator.js';

/** How images are judged. */
export interface ObjectiveOptions extends DeepsimOptions {
  /** Of the terms of DeePSiM. What has a weight of 0 is not computed. */
  readonly weights: DeepsimWeights;
  /** Of the terms that the generator adds; 1 for those not named. */
  readonly otherWeights?: Readonly<Record<string, number>>;
  /** Its weights are constants of the compiled step. Needed for a feature weight. */
  readonly comparator?: Comparator;
}

/** The loss of generated images, and its terms before their weights. */
export type Objective = (generated: Generated, targets: tf.Tensor, fakeScores?: tf.Tensor) => Loss;

/**
 * The weighted sum of DeePSiM's terms and the generator's own.
 *
 * @throws DiopterError `invalid-argument` as `deepsim`; from the function, if a term with a weight lacks its comparator or scores.
 */
export function imageObjective({
  weights,
  otherWeights = {},
  comparator,
  ...options
}: ObjectiveOptions): Objective {
  const compare = deepsim(weights, options);
  const used = (Object.keys(weights) as DeepsimTerm[]).filter((name) => weights[name] > 0);
  return ({ images, terms: others = {} }, targets, fakeScores) => {
    const seen =
      weights.feature > 0 && comparator !== undefined
        ? {
            features: comparatorFeatures(comparator, images),
            targetFeatures: comparatorFeatures(comparator, targets),
          }
        : {};
    const { value, terms } = compare({ images, targets, ...seen, ...(fakeScores && { fakeScores }) });
    return {
      value: Object.entries(others).reduce<tf.Scalar>(
        (sum, [name, term]) => tf.add(sum, tf.mul(term, otherWeights[name] ?? 1)),
        value,
      ),
      terms: { ...Object.fromEntries(used.map((name) => [name, terms[name]])), ...others },
    };
  };
}
