/** DeePSiM's loss: features, an adversary and pixels together. */

import { DiopterError } from '@diopter/core-tensor/errors';
import * as tf from '@tensorflow/tfjs';
import { type AdversarialKind, adversarialLosses } from '../adversarial/index.js';
import type { RangeOptions } from '../checks/index.js';
import { type FeatureLossOptions, type Features, featureLoss } from '../feature/index.js';
import { type PixelLossKind, pixelLosses } from '../pixel/index.js';
import type { DeepsimWeights } from './weights.js';

/** The name of a term of the loss. */
export type DeepsimTerm = keyof DeepsimWeights;

/** Options of {@link deepsim}. */
export interface DeepsimOptions extends RangeOptions {
  /** How the feature and pixel terms reduce: the paper sums. */
  readonly perImage?: FeatureLossOptions['perImage'];
  /** The weight of each layer within the feature term; 1 for those not named. */
  readonly layers?: FeatureLossOptions['weights'];
  /** The game; the paper's by default. */
  readonly adversarial?: AdversarialKind;
  /** The loss of pixels; the paper's by default. */
  readonly pixel?: PixelLossKind;
}

/** What is compared. What belongs to a term of weight 0 may be left out. */
export interface DeepsimInputs {
  /** Generated images, `[batch, height, width, channels]`. */
  readonly images?: tf.Tensor;
  /** What they should be, of the same shape. */
  readonly targets?: tf.Tensor;
  /** A comparator's features of the generated images. */
  readonly features?: Features;
  /** Its features of the targets; no gradient goes there. */
  readonly targetFeatures?: Features;
  /** The discriminator's scores of the generated images, `[batch]` or `[batch, 1]`, large = real. */
  readonly fakeScores?: tf.Tensor;
}

/** The loss and what it is made of. */
export interface DeepsimLoss {
  /** `sum of weight * term`. */
  readonly value: tf.Scalar;
  /** Each term before its weight, comparable between runs; 0 for a term of weight 0, which is not computed. */
  readonly terms: Readonly<Record<DeepsimTerm, tf.Scalar>>;
}

/**
 * The loss of a generator in DeePSiM (Dosovitskiy and Brox, arXiv 1602.02644): `λ_feat ||C(x) - C(t)||² -
 * λ_adv log D(x) + λ_img ||x - t||²`, averaged over the batch. The weights go with a scale of images, features and
 * reduction: `caffeWeights` are the paper's, `meanWeights` converts them.
 *
 * @throws DiopterError `invalid-argument` if a weight is negative or not finite.
 * @returns a function of what is compared. It throws `invalid-argument` if something that a weighted term needs is
 * missing, and as `featureLoss`, the adversarial losses and the pixel losses do.
 *
 * @example
 * const loss = deepsim({ feature: 1, adversarial: 0.01, pixel: 1 });
 * const { value, terms } = loss({ images, targets, features, targetFeatures, fakeScores });
 */
export function deepsim(
  weights: DeepsimWeights,
  {
    perImage = 'mean',
    layers = {},
    adversarial = 'non-saturating',
    pixel = 'squared',
    dataRange = 1,
  }: DeepsimOptions = {},
): (inputs: DeepsimInputs) => DeepsimLoss {
  checkWeights(weights);
  const terms: Readonly<Record<DeepsimTerm, (inputs: DeepsimInputs) => tf.Scalar>> = {
    feature: (inputs) =>
      featureLoss(needed(inputs, 'features'), needed(inputs, 'targetFeatures'), {
        perImage,
        weights: layers,
      }),
    adversarial: (inputs) => adversarialLosses[adversarial].generator(needed(inputs, 'fakeScores')),
    pixel: (inputs) =>
      pixelLosses[pixel](needed(inputs, 'images'), needed(inputs, 'targets'), { perImage, dataRange }),
  };
  return (inputs) => {
    const termOf = (name: DeepsimTerm) => (weights[name] === 0 ? tf.scalar(0) : terms[name](inputs));
    const values = {
      feature: termOf('feature'),
      adversarial: termOf('adversarial'),
      pixel: termOf('pixel'),
    };
    const weighted = (name: DeepsimTerm) => tf.mul<tf.Scalar>(values[name], weights[name]);
    return {
      value: tf.addN([weighted('feature'), weighted('adversarial'), weighted('pixel')]),
      terms: values,
    };
  };
}

function checkWeights(weights: DeepsimWeights): void {
  for (const [name, weight] of Object.entries(weights)) {
    if (weight >= 0 && Number.isFinite(weight)) continue;
    throw new DiopterError('invalid-argument', {
      what: `${weight} is not a finite number of at least 0`,
      where: `deepsim, weight ${name}`,
    });
  }
}

function needed<Name extends keyof DeepsimInputs>(
  inputs: DeepsimInputs,
  name: Name,
): NonNullable<DeepsimInputs[Name]> {
  const value = inputs[name];
  if (value != null) return value;
  throw new DiopterError('invalid-argument', {
    what: `a term with a weight needs ${name}`,
    where: 'deepsim',
    help: 'give it, or the term a weight of 0',
  });
}
