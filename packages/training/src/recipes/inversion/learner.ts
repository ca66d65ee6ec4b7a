/** What inversion learns: pictures of the features that a network has of them. */

import { apply, init } from '@diopter/core-tensor/graph';
import { type Comparator, comparatorFeatures, readComparator, reconstructionError } from '@diopter/losses';
import type { ComparatorFile } from '@diopter/losses/comparators';
import { discriminator } from '@diopter/models';
import type * as tf from '@tensorflow/tfjs';
import type { ImageGenerator, TensorBatch } from '../../adversarial/index.js';
import { type ComparedFeatures, type GraphParameters, imageLearner, readCompared } from '../image-learner.js';
import { condition } from './condition.js';
import type { InversionOptions } from './description.js';
import { generatorKinds, type PictureShape } from './generators.js';
import type { MeasuredFeatures } from './inverted-features.js';

/** What the learner is made of: plain data. */
export interface InversionInput {
  readonly options: InversionOptions;
  /** Of the images. */
  readonly picture: PictureShape;
  /** The network that is inverted. */
  readonly inverted: ComparatorFile;
  readonly features: MeasuredFeatures;
  /** The network that compares and its layers: the inverted one if there is no file. Only DeePSiM compares. */
  readonly compared?: Partial<ComparedFeatures> & Pick<ComparedFeatures, 'layers'>;
}

/**
 * The learner of a run. The features are computed of the batch's images in the step itself, by constant weights. The discriminator
 * sees the same features beside a real image and the one that was made of them.
 */
export function inversionLearner({ options, picture, inverted, features, compared }: InversionInput) {
  const { layer, shape, rootMeanSquare, featureDistance, pixelDistance } = features;
  const kind = generatorKinds[options.generator];
  const network = kind.network(features, picture);
  // One network for both uses, so that a compiled step computes what they share once.
  const own = compared !== undefined && compared.file === undefined ? Object.keys(compared.layers) : [];
  const taps = [...new Set([...own, layer])];
  const comparator = readComparator(inverted.bytes, { ...inverted.description, taps });
  const codesOf = (images: tf.Tensor) => featuresOf(comparator, layer, images);
  const generator: ImageGenerator<GraphParameters> = {
    start: (key) => init(network, key).parameters,
    generate: (parameters, { images }) => ({
      images: apply(network, { parameters, statistics: {} }, codesOf(images!)).y,
    }),
  };
  const seen = condition(shape, rootMeanSquare);
  const learner = imageLearner({
    generator,
    options,
    adversary: {
      network: discriminator({
        size: kind.size,
        inputChannels: picture.channels,
        features: seen.length,
      }),
      condition: ({ images }) => seen.of(codesOf(images!)),
    },
    ...(compared && comparing(comparator, compared)),
  });
  return {
    ...learner,
    evaluate: (parameters: GraphParameters, batch: TensorBatch) => {
      const { metrics, pictures } = learner.evaluate(parameters, batch);
      const [made, wanted] = [pictures.images, batch.images!];
      const errors = {
        pixelError: reconstructionError(made, wanted, { meanDistance: pixelDistance }),
        featureError: reconstructionError(codesOf(made), codesOf(wanted), { meanDistance: featureDistance }),
      };
      return { metrics: { ...metrics, ...errors }, pictures };
    },
  };
}

function featuresOf(comparator: Comparator, layer: string, images: tf.Tensor): tf.Tensor {
  return comparatorFeatures({ ...comparator, taps: [layer] }, images)[layer]!;
}

function comparing(inverted: Comparator, { file, layers }: NonNullable<InversionInput['compared']>) {
  if (file !== undefined) return readCompared({ file, layers });
  return { comparator: { ...inverted, taps: Object.keys(layers) }, layers };
}
