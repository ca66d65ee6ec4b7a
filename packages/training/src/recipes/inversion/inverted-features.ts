/** The features that a run inverts, measured on a batch of its pictures. */

import type { HostTensor } from '@diopter/core-tensor/tree';
import { comparatorSession, meanPairDistance, readComparator } from '@diopter/losses';
import type { ComparatorFile } from '@diopter/losses/comparators';
import * as tf from '@tensorflow/tfjs';
import type { InvertedFeatures } from './generators.js';

/** What there is to know before anything is learnt; the distances are means between two different pictures. */
export interface MeasuredFeatures extends InvertedFeatures {
  readonly featureDistance: number;
  readonly pixelDistance: number;
}

/**
 * Measures a layer of a network.
 *
 * @param layer if none is named the last that the network's description does, or its output.
 * @param images several, `[batch, height, width, channels]` in [0, 1].
 * @throws DiopterError as `readComparator`, which lists the layers there are.
 */
export async function measureFeatures(
  { bytes, description }: ComparatorFile,
  layer: string = readComparator(bytes, description).taps.at(-1)!,
  images: HostTensor<'float32'>,
): Promise<MeasuredFeatures> {
  const session = await comparatorSession(readComparator(bytes, { ...description, taps: [layer] }));
  try {
    const { [layer]: features } = await session.features(images);
    const { shape, data } = features!;
    return {
      layer,
      shape: shape.slice(1),
      rootMeanSquare: Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length) || 1,
      featureDistance: distanceIn(features!),
      pixelDistance: distanceIn(images),
    };
  } finally {
    await session.release();
  }
}

/** Of a single picture, or of equal ones, 1: errors are then absolute. */
function distanceIn({ data, shape }: HostTensor<'float32'>): number {
  if (shape[0]! < 2) return 1;
  return tf.tidy(() => meanPairDistance(tf.tensor(data, [...shape])).dataSync<'float32'>()[0]!) || 1;
}
