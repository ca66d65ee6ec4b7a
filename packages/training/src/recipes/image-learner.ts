/** The learner of recipes whose networks make images: one of the losses that DeePSiM compares, and schedules. */

import type { Graph, Parameters } from '@diopter/core-tensor/graph';
import { type DeepsimOptions, type DeepsimWeights, readComparator } from '@diopter/losses';
import type { ComparatorFile } from '@diopter/losses/comparators';
import type * as tf from '@tensorflow/tfjs';
import {
  type AdversaryOptions,
  type DeepsimLearnerOptions,
  deepsimLearner,
  type ImageGenerator,
} from '../adversarial/index.js';
import { learningRateOf } from './learning-rate.js';
import type { ImageLossOptions } from './loss-options.js';

/** The parameters of any graph, by node and name. */
export type GraphParameters = Parameters<Graph, tf.Tensor>;

/** What {@link imageLearner} is made of. */
export interface ImageLearnerInput
  extends Pick<DeepsimLearnerOptions<GraphParameters>, 'comparator' | 'layers' | 'otherWeights'> {
  readonly generator: ImageGenerator<GraphParameters>;
  readonly options: ImageLossOptions;
  /** The discriminator, and what it sees beside images. */
  readonly adversary: Pick<AdversaryOptions, 'network' | 'condition'>;
}

/** A comparator, and how much each of its layers weighs. */
export interface ComparedFeatures {
  readonly file: ComparatorFile;
  readonly layers: Readonly<Record<string, number>>;
}

/** The comparator as the learner takes it. */
export function readCompared({
  file,
  layers,
}: ComparedFeatures): Required<Pick<ImageLearnerInput, 'comparator' | 'layers'>> {
  return { comparator: readComparator(file.bytes, file.description), layers };
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

/** Both players by Adam, with learning rates that rise and fall together. */
export function imageLearner({ generator, options, adversary, ...compared }: ImageLearnerInput) {
  const { weights, pixel } = losses[options.loss](options);
  const isGame = weights.adversarial > 0;
  const learner = deepsimLearner({
    generator,
    weights,
    pixel,
    adversarial: options.adversarial,
    learningRate: learningRateOf(options.learningRate, options),
    averageDecay: options.averageDecay,
    ...compared,
    ...(isGame && {
      adversary: {
        ...adversary,
        learningRate: learningRateOf(options.discriminatorLearningRate, options),
        weightDecay: options.discriminatorDecay,
        from: options.adversaryFrom,
      },
    }),
  });
  // What a discriminator adds makes pixels and features worse: their errors cannot say which state is best.
  return { ...learner, ...(isGame && { best: 'latest' as const }) };
}
