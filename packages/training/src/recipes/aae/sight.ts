/** What one step sees: images as the encoder is shown them, and what is told of their classes. */

import { foldIn, type Key, normal } from '@diopter/core-tensor/random';
import { oneHotLabels } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import type { TensorBatch } from '../frame/learner.js';
import type { AaeSettings } from './description.js';
import type { AaeModel, Codes } from './model.js';

/** One step's images and classes. */
export interface Sight {
  readonly images: tf.Tensor;
  /** The same with noise, if there is to be any. */
  readonly seen: tf.Tensor;
  /** One-hot rows, `[batch, classes + 1]`, the last column for those that are not told; none for data without classes. */
  readonly labels?: tf.Tensor;
}

/** Values with normal noise; the values themselves for a deviation of 0. */
export function withNoise(values: tf.Tensor, key: Key, standardDeviation: number): tf.Tensor {
  return standardDeviation > 0 ? tf.add(values, normal(key, values.shape, { standardDeviation })) : values;
}

/** Looks at a batch. */
export function sightOf(
  { images, labels }: TensorBatch,
  classes: number,
  { noise }: Pick<AaeSettings, 'noise'>,
  key: Key,
): Sight {
  return {
    images: images!,
    seen: withNoise(images!, foldIn(key, 'noise'), noise),
    ...(labels !== undefined &&
      classes > 0 && { labels: oneHotLabels(labels, classes, { unlabelled: true }) }),
  };
}

/** The codes, and the class of each image where it is given and not found. */
export function withGivenLabel(
  { label }: Pick<AaeModel, 'label'>,
  codes: Codes,
  labels: tf.Tensor | undefined,
): Codes {
  if (label !== 'given' || labels === undefined) return codes;
  return { ...codes, label: tf.slice(labels, [0, 0], [-1, labels.shape[1]! - 1]) };
}
