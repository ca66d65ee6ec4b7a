/** A small generator that turns the features of any comparator layer back into a small picture. */

import { type Graph, normalise, sequential } from '@diopter/core-tensor/graph';
import { usualSlope } from '../layers/index.js';
import { type FeatureShape, pictureLayers } from '../picture-generator/index.js';

/** Options of {@link compactInversionGenerator}. */
export interface CompactInversionOptions {
  /** Shape of the features without the batch: `[length]`, or `[height, width, channels]`. */
  readonly featureShape: FeatureShape;
  /** Height and width of the picture. */
  readonly imageSize?: number;
  /** Channels of the picture: 3 for colour, 1 for grey. */
  readonly channels?: number;
  /**
   * What is taken from features first, and what they are then divided by: best the mean and deviation of each channel. Features after a ReLU have
   * large means that tell nothing, and initial weights are made for numbers around 0 of size 1.
   */
  readonly featureMean?: number | readonly number[];
  readonly featureDeviation?: number | readonly number[];
  /** What leaky ReLUs multiply negative numbers with. */
  readonly slope?: number;
}

/**
 * Features `[batch, ...featureShape]` to pictures `[batch, imageSize, imageSize, channels]` in [0, 1] (linear, not clipped). A network
 * of ours for quick experiments, in the spirit of DeePSiM's {@link inversionGenerator}s but for any layer of any comparator: a map of
 * features keeps its places (convolutions, brought to the nearest of 64, 32, 16, 8, 4 by bilinear interpolation), a vector
 * passes a dense layer, a long one two; then up-convolutions and convolutions in turn, leaky ReLUs of slope 0.3. At 64x64 it costs at most
 * a tenth of a billion multiply-adds per picture.
 *
 * @example
 * const generator = compactInversionGenerator({ featureShape: [7, 7, 256] });
 * const pictures = apply(generator, init(generator, randomKey(1)), features).y; // [batch, 64, 64, 3]
 */
export function compactInversionGenerator({
  featureShape,
  imageSize = 64,
  channels = 3,
  featureMean = 0,
  featureDeviation = 1,
  slope = usualSlope,
}: CompactInversionOptions): Graph {
  return sequential([null, ...featureShape], {
    standardised: normalise({ mean: featureMean, standardDeviation: featureDeviation }),
    ...pictureLayers({ from: featureShape, size: imageSize, channels, slope }),
  });
}
