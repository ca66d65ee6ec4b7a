/** CaffeNet: AlexNet with the pool before the normalisation, the comparator of DeePSiM. */

import { maxPool, sequential } from '@diopter/core-tensor/graph';
import { classifier, firstLayers, lastConvolutions, normalisation, secondLayers } from './caffe-layers.js';

/** Options of {@link caffeNet}. */
export interface CaffeNetOptions {
  /** Number of classes. */
  readonly classes?: number;
}

/** Windows may hang over the end, as always in Caffe. */
const pool = maxPool({ kernelSize: 3, strides: 2, ceilMode: true });

/**
 * BVLC's reference CaffeNet: AlexNet (Krizhevsky et al. 2012) with grouped convolutions, and the pool before the normalisation
 * across channels. Nodes have Caffe's names (`conv1` `relu1` `pool1` `norm1` ... `fc6` `relu6` `drop6` `fc7` ... `fc8` `prob`), so Caffe's
 * weights fit. Caffe rectifies in place: what it calls `conv3` or `fc6` is `relu3` and `relu6` here (see {@link alexNetFeatures}).
 * The output is `fc8`, the logits; tap `prob` for probabilities.
 *
 * Its input is `[batch, 227, 227, 3]` as {@link caffePreprocessing} says: blue, green, red, 0 to 255, minus the mean. Weights start
 * He-normal and biases at zero, which is our choice (Caffe: normal with deviation 0.01 or 0.005).
 *
 * @example
 * const network = caffeNet();
 * const { taps } = apply(network, variables, images, { taps: ['pool5'] }); // [batch, 6, 6, 256]
 */
export function caffeNet({ classes = 1000 }: CaffeNetOptions = {}) {
  const network = sequential([null, 227, 227, 3], {
    ...firstLayers,
    pool1: pool,
    norm1: normalisation,
    ...secondLayers,
    pool2: pool,
    norm2: normalisation,
    ...lastConvolutions,
    pool5: pool,
    ...classifier(classes),
  });
  return { ...network, outputs: ['fc8'] };
}
