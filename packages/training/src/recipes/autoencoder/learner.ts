/** What the autoencoder learns, and how: its state, its loss, and one step, as pure functions over tensors. */

import { apply, type Graph, init, type Variables } from '@diopter/core-tensor/graph';
import {
  type AdamSlot,
  adam,
  cosine,
  type Loss,
  linearWarmUp,
  movingAverage,
  valueAndGradients,
} from '@diopter/core-tensor/optim';
import { foldIn, type Key, normal } from '@diopter/core-tensor/random';
import { type Comparator, comparatorFeatures, featureLoss, psnr, squaredPixelLoss } from '@diopter/losses';
import * as tf from '@tensorflow/tfjs';
import type { AutoencoderOptions } from './options.js';

/** The parameters of any graph, by node and name. */
export type Parameters = Variables<Graph, tf.Tensor>['parameters'];

/** What a step changes. */
export type Learned = {
  readonly parameters: Parameters;
  readonly moments: Readonly<Record<AdamSlot, Parameters>>;
  /** The moving average of the parameters, if there is to be one. */
  readonly average: Parameters | null;
};

/** The functions of {@link autoencoderLearner}. */
export interface Learner {
  start(key: Key): Learned;
  /**
   * One step on `images`, `[batch, height, width, channels]` in [0, 1].
   *
   * @param step which one it is, counting from 1.
   */
  step(
    learned: Learned,
    images: tf.Tensor,
    key: Key,
    step: tf.Scalar,
  ): { learned: Learned; metrics: Record<'loss' | 'pixel' | 'feature', tf.Scalar> };
  /** The same losses and the PSNR without noise, and the reconstructions, clipped to [0, 1]. */
  evaluate(
    parameters: Parameters,
    images: tf.Tensor,
  ): { metrics: Record<'loss' | 'pixel' | 'feature' | 'psnr', tf.Scalar>; reconstructions: tf.Tensor };
}

/** Adam on the squared error of pixels and of a comparator's features: `pixel + featureWeight * feature`, both means. */
export function autoencoderLearner(
  network: Graph,
  comparator: Comparator,
  options: Pick<
    AutoencoderOptions,
    'steps' | 'learningRate' | 'warmUpSteps' | 'featureWeight' | 'noise' | 'averageDecay'
  >,
): Learner {
  const { steps, learningRate, warmUpSteps, featureWeight, noise, averageDecay } = options;
  const optimizer = adam();
  const falling = cosine({ initial: learningRate, steps: Math.max(steps - warmUpSteps, 1) });
  const schedule = linearWarmUp({ steps: warmUpSteps, followedBy: falling });
  const averaging = movingAverage({ decay: averageDecay, warmUp: true });
  const reconstruct = (parameters: Parameters, images: tf.Tensor) =>
    apply(network, { parameters, statistics: {} }, images).y;

  const lossOf = (reconstructions: tf.Tensor, images: tf.Tensor): Loss<'pixel' | 'feature'> => {
    const pixel = squaredPixelLoss(reconstructions, images);
    const feature = featureLoss(
      comparatorFeatures(comparator, reconstructions),
      comparatorFeatures(comparator, images),
    );
    return { value: tf.add(pixel, tf.mul(feature, featureWeight)), terms: { pixel, feature } };
  };

  return {
    start(key) {
      const { parameters } = init(network, key);
      return {
        parameters,
        moments: optimizer.init(parameters),
        average: averageDecay > 0 ? averaging.init(parameters) : null,
      };
    },

    step({ parameters, moments, average }, images, key, step) {
      const seen =
        noise > 0
          ? tf.add(images, normal(foldIn(key, 'noise'), images.shape, { standardDeviation: noise }))
          : images;
      const { value, terms, gradients } = valueAndGradients(
        (candidate: Parameters) => lossOf(reconstruct(candidate, seen), images),
        parameters,
      );
      const next = optimizer.update(gradients, moments, parameters, { learningRate: schedule(step), step });
      const learned = {
        parameters: next.parameters,
        moments: next.state,
        average: average && averaging.update(average, next.parameters, { step }),
      };
      return { learned, metrics: { loss: value, ...terms } };
    },

    evaluate(parameters, images) {
      const output = reconstruct(parameters, images);
      const { value, terms } = lossOf(output, images);
      const reconstructions = tf.clipByValue(output, 0, 1);
      return { metrics: { loss: value, ...terms, psnr: psnr(reconstructions, images) }, reconstructions };
    },
  };
}
