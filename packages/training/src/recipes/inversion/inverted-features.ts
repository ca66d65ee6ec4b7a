/** The features that a run inverts, measured on a batch of its pictures. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import { comparatorSession, meanPairDistance, readComparator } from '@diopter/losses';
import type { ComparatorFile } from '@diopter/losses/comparators';
import * as tf from '@tensorflow/tfjs';
import type { FeatureStatistics, InvertedFeatures } from './generators.js';

/** What there is to know before anything is learnt; the distances are means between two different pictures. */
export interface MeasuredFeatures extends InvertedFeatures {
  readonly featureDistance: number;
  readonly pixelDistance: number;
}

/**
 * Measures a layer of a network.
 *
 * @param layer if none is named the middle one of those that the network's description names: the first ones hardly differ from pixels, of the last
 * ones minutes of training make little.
 * @param images several, `[batch, height, width, channels]` in [0, 1].
 * @throws DiopterError as `readComparator`, which lists the layers there are.
 */
export async function measureFeatures(
  { bytes, description }: ComparatorFile,
  layer: string = middle(readComparator(bytes, description).taps),
  images: HostTensor<'float32'>,
): Promise<MeasuredFeatures> {
  const session = await comparatorSession(readComparator(bytes, { ...description, taps: [layer] }));
  try {
    const { [layer]: features } = await session.features(images);
    return {
      layer,
      shape: features!.shape.slice(1),
      ...statisticsOf(features!),
      featureDistance: distanceIn(features!),
      pixelDistance: distanceIn(images),
    };
  } finally {
    await session.release();
  }
}

/** Of an even number the later one. */
function middle(layers: readonly string[]): string {
  return layers[Math.floor(layers.length / 2)]!;
}

/** A channel that hardly ever answers is not blown up to more than this many times its share. */
const leastDeviation = 0.1;

/** The size of all features, and mean and deviation of each channel (the last axis). */
export function statisticsOf({ data, shape }: HostTensor<'float32'>): FeatureStatistics {
  const channels = shape.at(-1)!;
  const places = data.length / channels;
  const rootMeanSquare = Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length) || 1;
  const mean = new Array<number>(channels).fill(0);
  const square = new Array<number>(channels).fill(0);
  for (const [i, value] of data.entries()) {
    mean[i % channels]! += value / places;
    square[i % channels]! += value ** 2 / places;
  }
  const deviation = square.map((each, i) =>
    Math.max(Math.sqrt(Math.max(each - mean[i]! ** 2, 0)), leastDeviation * rootMeanSquare),
  );
  return { rootMeanSquare, mean, deviation };
}

/** Of a single picture, or of equal ones, 1: errors are then absolute. */
function distanceIn({ data, shape }: HostTensor<'float32'>): number {
  if (shape[0]! < 2) return 1;
  return tf.tidy(() => meanPairDistance(tf.tensor(data, [...shape])).dataSync<'float32'>()[0]!) || 1;
}
