/** What the autoencoder learns, and how, for each of its losses. */

import { apply, type Graph, init } from '@diopter/core-tensor/graph';
import { foldIn, normal } from '@diopter/core-tensor/random';
import { autoencoder, discriminator } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import type { ImageGenerator } from '../../adversarial/index.js';
import { downsamplePsnr } from '../downsample.js';
import { type ComparedFeatures, type GraphParameters, imageLearner, readCompared } from '../image-learner.js';
import type { AutoencoderOptions } from './description.js';

/** What the learner is made of: plain data. */
export interface AutoencoderInput {
  readonly options: AutoencoderOptions;
  /** Of the images. */
  readonly channels: number;
  /** Only DeePSiM compares features. */
  readonly comparator?: ComparedFeatures;
}

/** The learner of a run. The baseline is what a downsample keeps. */
export function autoencoderLearner({ options, channels, comparator }: AutoencoderInput) {
  const network: Graph = autoencoder({ inputChannels: channels });
  const generator: ImageGenerator<GraphParameters> = {
    start: (key) => init(network, key).parameters,
    generate: (parameters, { images }, key) => {
      const noisy = key !== undefined && options.noise > 0;
      const noise = () => normal(foldIn(key!, 'noise'), images!.shape, { standardDeviation: options.noise });
      const seen = noisy ? tf.add(images!, noise()) : images!;
      return { images: apply(network, { parameters, statistics: {} }, seen).y };
    },
  };
  const learner = imageLearner({
    generator,
    options,
    adversary: { network: discriminator({ size: 64, inputChannels: channels }) },
    ...(comparator && readCompared(comparator)),
  });
  return { ...learner, baselines: downsamplePsnr };
}
