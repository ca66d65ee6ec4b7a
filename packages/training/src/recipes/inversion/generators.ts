/** The generators of the recipe, and the pictures that they make. */

import { DiopterError } from '@diopter/core-tensor/errors';
import type { Graph } from '@diopter/core-tensor/graph';
import {
  type AlexNetLayer,
  alexNetFeatures,
  compactInversionGenerator,
  type DiscriminatorSize,
  type FeatureShape,
  inversionGenerator,
} from '@diopter/models';
import type { InversionOptions } from './description.js';

/** How large features are. */
export interface FeatureStatistics {
  /** Of all their numbers. */
  readonly rootMeanSquare: number;
  /** Of each channel. */
  readonly mean: readonly number[];
  /** Of each channel, and never 0. */
  readonly deviation: readonly number[];
}

/** What is known of the features that are inverted. */
export interface InvertedFeatures extends FeatureStatistics {
  readonly layer: string;
  /** Without the batch. */
  readonly shape: readonly number[];
}

/** What pictures are to be made. */
export interface PictureShape {
  /** Height and width in pixels. */
  readonly size: number;
  readonly channels: number;
}

/** A kind of generator. */
interface GeneratorKind {
  /** Height and width of the pictures that it is trained on, in pixels. */
  readonly size: DiscriminatorSize;
  /** From features to pictures in [0, 1], not clipped. */
  network(features: InvertedFeatures, picture: PictureShape): Graph;
}

/** Each generator that there is to choose. */
export const generatorKinds: Readonly<Record<InversionOptions['generator'], GeneratorKind>> = {
  compact: {
    size: 64,
    network: ({ shape, mean, deviation }, { size, channels }) =>
      compactInversionGenerator({
        featureShape: shape as FeatureShape,
        imageSize: size,
        channels,
        featureMean: mean,
        featureDeviation: deviation,
      }),
  },
  paper: {
    size: 227,
    network: ({ layer, shape }) => {
      const known = Object.hasOwn(alexNetFeatures, layer)
        ? alexNetFeatures[layer as AlexNetLayer]
        : undefined;
      if (known?.shape.join() === shape.join()) {
        return inversionGenerator(layer as AlexNetLayer, { crop: 227, pixels: 'unit' });
      }
      throw new DiopterError('invalid-option', {
        what: `the paper has no generator for ${layer} (${shape.join('x')})`,
        where: 'option generator',
        help: `it inverts AlexNet's ${Object.keys(alexNetFeatures).join(', ')}; for others there is the compact one`,
      });
    },
  },
};
