/** The learner of recipes whose networks make images: one of the losses that DeePSiM compares, and schedules. */

import type { Graph, Parameters } from '@diopter/core-tensor/graph';
import { cosine, linearWarmUp, type Schedule } from '@diopter/core-tensor/optim';
import type { HostTensor } from '@diopter/core-tensor/tree';
import { type DeepsimOptions, type DeepsimWeights, psnr, readComparator } from '@diopter/losses';
import type { ComparatorFile } from '@diopter/losses/comparators';
import { discriminator } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import { deepsimLearner, type ImageGenerator } from '../adversarial/index.js';
import { downsampled } from './downsample.js';
import type { ImageLossOptions } from './loss-options.js';

/** The parameters of any graph, by node and name. */
export type GraphParameters = Parameters<Graph, tf.Tensor>;

/** What {@link imageLearner} is made of. */
export interface ImageLearnerInput {
  readonly generator: ImageGenerator<GraphParameters>;
  readonly options: ImageLossOptions;
  /** Of the images. */
  readonly channels: number;
  /** Needed for a weight of features. */
  readonly comparator?: ComparedFeatures;
}

/** A comparator, and how much each of its layers weighs. */
export interface ComparedFeatures {
  readonly file: ComparatorFile;
  readonly layers: Readonly<Record<string, number>>;
}

/** What each loss takes of the weights, and which error of pixels. */
const losses: Readonly<
  Record<
    ImageLossOptions['loss'],
    (options: ImageLossOptions) => { weights: DeepsimWeights; pixel: NonNullable<DeepsimOptions['pixel']> }
  >
> = {
  l2: () => ({ weights: { pixel: 1, feature: 0, adversarial: 0 }, pixel: 'squared' }),
  l1: () => ({ weights: { pixel: 1, feature: 0, adversarial: 0 }, pixel: 'absolute' }),
  deepsim: ({ pixelWeight, featureWeight, adversarialWeight }) => ({
    weights: { pixel: pixelWeight, feature: featureWeight, adversarial: adversarialWeight },
    pixel: 'squared',
  }),
};

/** Both players by Adam, with learning rates that rise and fall together. The baseline is what a downsample keeps. */
export function imageLearner({ generator, options, channels, comparator }: ImageLearnerInput) {
  const { weights, pixel } = losses[options.loss](options);
  const learner = deepsimLearner({
    generator,
    weights,
    pixel,
    adversarial: options.adversarial,
    learningRate: rateOf(options.learningRate, options),
    averageDecay: options.averageDecay,
    ...(comparator && {
      comparator: readComparator(comparator.file.bytes, comparator.file.description),
      layers: comparator.layers,
    }),
    ...(weights.adversarial > 0 && {
      adversary: {
        network: discriminator({ size: 64, inputChannels: channels }),
        learningRate: rateOf(options.discriminatorLearningRate, options),
        weightDecay: options.discriminatorDecay,
      },
    }),
  });
  return {
    ...learner,
    baselines: ({ images }: Readonly<Record<string, HostTensor>>) => {
      const originals = images as HostTensor<'float32'>;
      return { downsamplePsnr: psnrOf(downsampled(originals), originals) };
    },
  };
}

/** A ramp up to `highest`, then half a cosine wave down to 0. */
function rateOf(
  highest: number,
  { steps, warmUpSteps }: Pick<ImageLossOptions, 'steps' | 'warmUpSteps'>,
): Schedule {
  const falling = cosine({ initial: highest, steps: Math.max(steps - warmUpSteps, 1) });
  return linearWarmUp({ steps: warmUpSteps, followedBy: falling });
}

function psnrOf(x: HostTensor, target: HostTensor): number {
  return tf.tidy(() => {
    const [tensor, wanted] = [x, target].map(({ data, shape }) => tf.tensor(data, [...shape]));
    return psnr(tensor!, wanted!).dataSync<'float32'>()[0]!;
  });
}
