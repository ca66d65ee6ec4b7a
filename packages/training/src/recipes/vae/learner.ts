/** What the variational autoencoder learns, and how, for each of its losses. */

import { apply, init } from '@diopter/core-tensor/graph';
import { foldIn, normalValues, randomKey } from '@diopter/core-tensor/random';
import { gaussianDivergence } from '@diopter/losses';
import { discriminator, sampleCode } from '@diopter/models';
import * as tf from '@tensorflow/tfjs';
import type { ImageGenerator, TensorBatch } from '../../adversarial/index.js';
import { type ComparedFeatures, type GraphParameters, imageLearner, readCompared } from '../image-learner.js';
import type { VaeOptions } from './description.js';
import { type PictureShape, vaeNetwork } from './network.js';

/** What the learner is made of: plain data. */
export interface VaeInput {
  readonly options: VaeOptions;
  /** Of the images. */
  readonly picture: PictureShape;
  /** Only DeePSiM compares features. */
  readonly comparator?: ComparedFeatures;
}

/** How many codes drawn from the prior each evaluation shows. */
const shownSamples = 36;

/**
 * The learner of a run. In training codes are drawn, in `evaluate` they are means. It shows `samples` as well: images of
 * the same codes from the prior each time.
 */
export function vaeLearner({ options, picture, comparator }: VaeInput) {
  const { encoder, decoder, codeShape } = vaeNetwork(options, picture);
  const decode = (parameters: GraphParameters, codes: tf.Tensor) =>
    apply(decoder, { parameters, statistics: {} }, codes).y;
  const generator: ImageGenerator<GraphParameters> = {
    start: (key) => ({
      ...init(encoder, foldIn(key, 'encoder')).parameters,
      ...init(decoder, foldIn(key, 'decoder')).parameters,
    }),
    generate: (parameters, { images }, key) => {
      const { outputs } = apply(encoder, { parameters, statistics: {} }, images!);
      const { mean, logVariance } = outputs as Record<'mean' | 'logVariance', tf.Tensor>;
      const code = key === undefined ? mean : sampleCode({ mean, logVariance }, foldIn(key, 'code'));
      return {
        images: decode(parameters, code),
        terms: { divergence: gaussianDivergence(mean, logVariance) },
      };
    },
  };
  const learner = imageLearner({
    generator,
    options,
    otherWeights: { divergence: options.divergenceWeight },
    adversary: { network: discriminator({ size: 64, inputChannels: picture.channels }) },
    ...(comparator && readCompared(comparator)),
  });
  const prior = normalValues(foldIn(randomKey(options.seed), 'prior'), [shownSamples, ...codeShape]);
  return {
    ...learner,
    evaluate: (parameters: GraphParameters, batch: TensorBatch) => {
      const { metrics, pictures } = learner.evaluate(parameters, batch);
      const samples = decode(parameters, tf.tensor(prior.data, [...prior.shape]));
      return { metrics, pictures: { ...pictures, samples: tf.clipByValue(samples, 0, 1) } };
    },
  };
}
