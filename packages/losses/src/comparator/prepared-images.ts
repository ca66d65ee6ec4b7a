/** Images as a comparator's network takes them. */

import * as tf from '@tensorflow/tfjs';
import { preprocess } from './preprocessing.js';
import type { Comparator } from './read-comparator.js';

/** Grey images as three equal channels, if the network takes colours, and then its preprocessing. */
export function preparedImages(
  { network, preprocessing }: Pick<Comparator, 'network' | 'preprocessing'>,
  images: tf.Tensor,
): tf.Tensor {
  const channels = Object.values(network.graph.inputs)[0]?.at(-1);
  const isGrey = channels === 3 && images.shape.at(-1) === 1;
  return preprocess(isGrey ? tf.concat([images, images, images], -1) : images, preprocessing);
}
